<?php
// Makes an empty database a WordPress: one account for each role with an application password, no content at all.
// Called as `install.php WORDPRESS SETTINGS`, where SETTINGS is a JSON file; the last line printed is JSON, too.
[, $root, $file] = $argv;
$settings = json_decode(file_get_contents($file), true, 16, JSON_THROW_ON_ERROR);

define('WP_INSTALLING', true);
// There is no request here, and WordPress reads these while it starts.
$_SERVER['HTTP_HOST'] = parse_url($settings['url'], PHP_URL_HOST) . ':' . parse_url($settings['url'], PHP_URL_PORT);
$_SERVER['SERVER_NAME'] = $_SERVER['REMOTE_ADDR'] = '127.0.0.1';
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';

// Pluggable: the real one sends a mail.
function wp_new_blog_notification() {}

require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// The drop-in returns without a word where it does not find its plugin, and WordPress then looks for a MySQL.
if (!defined('DB_ENGINE') || DB_ENGINE !== 'sqlite') {
	fwrite(STDERR, "the SQLite drop-in is not in place\n");
	exit(1);
}
// wp_install() tries pretty permalinks by a request to the site itself, and nobody listens yet.
add_filter('pre_http_request', fn () => new WP_Error('no_http', 'nothing is fetched during the installation'));

$admin = $settings['users']['admin'];
wp_install($settings['title'], 'admin', 'admin@example.test', false, '', $admin['password']);
update_option('permalink_structure', $settings['permalinks']);
update_option('timezone_string', $settings['timezone']);

// The sample post, its comment, the sample page and the draft of a privacy policy are nobody's posts.
foreach (get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1]) as $sample) {
	wp_delete_post($sample->ID, true);
}

$passwords = [];
foreach ($settings['users'] as $name => $user) {
	$known = get_user_by('login', $name);
	$id = $known ? $known->ID : wp_insert_user([
		'user_login' => $name,
		'user_pass' => $user['password'],
		'user_email' => "$name@example.test",
		'role' => $user['role'],
	]);
	$made = is_wp_error($id) ? $id : WP_Application_Passwords::create_new_application_password($id, ['name' => 'wppush preview']);
	if (is_wp_error($made)) {
		fwrite(STDERR, "$name: " . $made->get_error_message() . "\n");
		exit(1);
	}
	$passwords[$name] = $made[0];
}

$GLOBALS['wp_rewrite']->init();
flush_rewrite_rules(false);
echo "\n", json_encode(['version' => $GLOBALS['wp_version'], 'app_passwords' => $passwords]), "\n";
