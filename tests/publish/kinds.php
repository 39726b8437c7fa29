<?php
/* Types, taxonomies and meta fields of a site's own, for tests. */
add_action(
	'init',
	function () {
		$shown = array( 'public' => true, 'show_in_rest' => true );
		$texts = array( 'title', 'editor', 'excerpt', 'author', 'thumbnail', 'revisions', 'custom-fields', 'page-attributes' );
		register_post_type( 'book', $shown + array( 'rest_namespace' => 'acme/v1', 'rest_base' => 'books', 'hierarchical' => true, 'supports' => $texts, 'label' => 'Books' ) );
		register_post_type( 'bare', $shown + array( 'supports' => array( 'editor' ), 'label' => 'Bare' ) );
		register_post_type( 'mute', $shown + array( 'supports' => array( 'title' ), 'label' => 'Mute' ) );
		register_taxonomy( 'genre', array( 'book', 'post' ), $shown + array( 'hierarchical' => true, 'label' => 'Genres' ) );
		register_taxonomy( 'mood', array( 'book' ), $shown + array( 'rest_base' => 'moods', 'label' => 'Moods' ) );
		$one = array( 'single' => true, 'show_in_rest' => true );
		foreach ( array( 'book', 'post' ) as $type ) {
			register_post_meta( $type, 'rating', $one + array( 'type' => 'integer' ) );
			register_post_meta( $type, 'note', $one + array( 'type' => 'string' ) );
			register_post_meta( $type, '_secret', $one + array( 'type' => 'string' ) );
			register_post_meta( $type, 'flags', array( 'single' => true, 'type' => 'array', 'show_in_rest' => array( 'schema' => array( 'items' => array( 'type' => 'string' ) ) ) ) );
			register_post_meta( $type, 'box', array( 'single' => true, 'type' => 'object', 'show_in_rest' => array( 'schema' => array( 'properties' => array( 'width' => array( 'type' => 'number' ), 'what' => array( 'type' => 'string' ) ) ) ) ) );
			if ( file_exists( __DIR__ . '/more-meta' ) ) {
				register_post_meta( $type, 'later', $one + array( 'type' => 'string' ) );
			}
		}
	}
);
add_filter(
	'theme_templates',
	function ( $templates, $theme, $post, $type ) {
		return 'book' === $type ? array( 'wide' => 'Wide', 'narrow' => 'Narrow' ) : $templates;
	},
	10,
	4
);
