<?php
// The router for `php -S`: what .htaccess does under Apache. Without it the built-in server falls back to index.php
// with an odd SCRIPT_NAME and PATH_INFO, and answers 404 for every path with a dot in it.
$root = __DIR__ . '/wordpress';
$prefix = getenv('WPPUSH_PREVIEW_PREFIX') ?: '';

// One line a request, for whoever wants to count them.
file_put_contents(__DIR__ . '/requests.log', "{$_SERVER['REQUEST_METHOD']} {$_SERVER['REQUEST_URI']}\n", FILE_APPEND | LOCK_EX);

$path = rawurldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) ?: '/');
if ($prefix !== '') {
	if ($path === $prefix) {
		header("Location: $prefix/", true, 301);
		return true;
	}
	if (strncmp($path, "$prefix/", strlen($prefix) + 1) !== 0) {
		http_response_code(404);
		header('Content-Type: text/plain');
		echo 'WordPress is at ', $prefix, "/\n";
		return true;
	}
	$path = substr($path, strlen($prefix));
}

$file = realpath($root . $path);
if ($file !== false && strncmp("$file/", "$root/", strlen($root) + 1) !== 0) {
	// Beside WordPress lie the passwords and the database.
	$file = false;
}
if ($file !== false) {
	if (is_dir($file)) {
		// As Apache does: below a directory's address without its slash, relative links would miss.
		if (substr($path, -1) !== '/') {
			$query = $_SERVER['QUERY_STRING'] ?? '';
			header("Location: $prefix$path/" . ($query === '' ? '' : "?$query"), true, 301);
			return true;
		}
		$file .= '/index.php';
	}
	if (is_file($file) && substr($file, -4) !== '.php') {
		if ($prefix === '') {
			return false; // the built-in server sends it, from its document root
		}
		// mime_content_type() looks at bytes and takes style sheets and scripts for plain text, which browsers refuse.
		$types = ['css' => 'text/css', 'js' => 'text/javascript', 'json' => 'application/json', 'svg' => 'image/svg+xml', 'woff2' => 'font/woff2'];
		header('Content-Type: ' . ($types[pathinfo($file, PATHINFO_EXTENSION)] ?? (mime_content_type($file) ?: 'application/octet-stream')));
		header('Content-Length: ' . filesize($file));
		if ($_SERVER['REQUEST_METHOD'] !== 'HEAD') {
			readfile($file);
		}
		return true;
	}
}
if ($file === false || !is_file($file)) {
	$file = "$root/index.php";
}
$_SERVER['SCRIPT_FILENAME'] = $file;
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $prefix . substr($file, strlen($root));
chdir(dirname($file));
require $file;
