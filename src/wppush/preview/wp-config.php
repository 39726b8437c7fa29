<?php
// WordPress's configuration of a preview. Written once for every site and engine: what differs stands in the file of
// settings beside it, so that nothing of Python's ever has to be quoted for PHP.
$preview = require __DIR__ . '/wp-preview-settings.php';

// The SQLite drop-in ignores these four, WordPress's start refuses to do without them.
define('DB_NAME', 'wordpress');
define('DB_USER', '');
define('DB_PASSWORD', '');
define('DB_HOST', '');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
// Outside of the document root, where the web server cannot send it.
define('DB_DIR', dirname(__DIR__) . '/database');
define('DB_FILE', 'wordpress.sqlite');
$table_prefix = 'wp_';

// Application passwords work over plain http only here: wp_is_application_passwords_supported() asks for https or "local".
define('WP_ENVIRONMENT_TYPE', 'local');
// The port may be another one after a restart: the address comes from here, never from the database.
define('WP_HOME', $preview['url']);
define('WP_SITEURL', $preview['url']);
// Cron would call the site itself over HTTP: it takes a worker away and adds seconds to requests of others.
define('DISABLE_WP_CRON', true);
// A preview stays on this machine; update checks without a network would hang in the name look-up.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
// A notice in a body would break its JSON: notices go to a file.
define('WP_DEBUG', true);
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', dirname(__DIR__) . '/debug.log');
foreach ($preview['salts'] as $name => $salt) {
	define($name, $salt);
}
// Playground has a router of its own. There the requests that reach WordPress are noted here; PHP's router notes all.
if (($_SERVER['SERVER_SOFTWARE'] ?? '') === 'PHP.wasm') {
	file_put_contents(dirname(__DIR__) . '/requests.log', "{$_SERVER['REQUEST_METHOD']} {$_SERVER['REQUEST_URI']}\n", FILE_APPEND | LOCK_EX);
}
unset($preview, $name, $salt);

if (!defined('ABSPATH')) {
	define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
