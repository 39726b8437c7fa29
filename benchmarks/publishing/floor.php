<?php
// Puts posts on a site from the inside: php floor.php WORDPRESS URL POSTS.json. Terms are made once, then each post is
// one call; with an id it is an update. A picture goes through the media library first, with all of its sizes.
[, $root, $url, $file] = $argv;
// Read before WordPress is loaded, which has a $file of its own.
$benchmark_posts = json_decode(file_get_contents($file), true, 16, JSON_THROW_ON_ERROR);
$_SERVER['HTTP_HOST'] = parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT);
$_SERVER['SERVER_NAME'] = $_SERVER['REMOTE_ADDR'] = '127.0.0.1';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/image.php';
// Who may name terms: wp_insert_post() asks.
wp_set_current_user(1);

$known = [];
function term(string $name, string $taxonomy): int {
	global $known;
	if (!isset($known[$taxonomy][$name])) {
		$found = term_exists($name, $taxonomy) ?: wp_insert_term($name, $taxonomy);
		$known[$taxonomy][$name] = (int) (is_wp_error($found) ? throw new Exception($found->get_error_message()) : $found['term_id']);
	}
	return $known[$taxonomy][$name];
}

function upload(string $picture): void {
	$stored = wp_upload_bits(basename($picture), null, file_get_contents($picture));
	$id = wp_insert_attachment(['post_mime_type' => 'image/jpeg', 'post_title' => basename($picture)], $stored['file']);
	wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $stored['file']));
}

foreach ($benchmark_posts as $post) {
	if ($post['picture']) {
		upload($post['picture']);
	}
	$done = wp_insert_post(wp_slash([
		'ID' => $post['id'] ?? 0,
		'post_type' => 'post',
		'post_title' => $post['title'],
		'post_content' => $post['content'],
		'post_name' => $post['slug'],
		'post_status' => $post['status'],
		'post_date' => str_replace('T', ' ', $post['date']),
		'post_category' => array_map(fn ($name) => term($name, 'category'), $post['categories']),
		'tax_input' => ['post_tag' => array_map(fn ($name) => term($name, 'post_tag'), $post['tags'])],
	]), true);
	if (is_wp_error($done)) {
		fwrite(STDERR, "{$post['title']}: " . $done->get_error_message() . "\n");
		exit(1);
	}
}
