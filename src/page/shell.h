/*
 * What is around each page: head, navigation, footer. Workers put their pages into it, and
 * tools/site.c those of www/pages/ when the program is built.
 */
#pragma once

#include "html/markup.h"

struct shell {
	const char *title; /* of the window; NULL: the product's alone */
	const char *about; /* one sentence for who lists pages; NULL: none */
	const char *here; /* the entry of the navigation that this page is, by its address; NULL: none */
	const char *atom; /* the address of the same as a feed; NULL: none */
	bool is_app;	  /* it is for who is signed in: app.css as well */
};

/* The whole page, around what goes into <main>: that begins with the page's one <h1>. */
struct markup shell_page(struct arena *, const struct shell *, struct markup main);

/* The same of a page that has nothing but a title. */
struct markup shell_titled(struct arena *, const char *title, struct markup main);

/* What a form's page says of what was sent before: nothing if there is nothing to say. */
struct markup shell_complaint(struct arena *, const char *complaint);

/*
 * What a page may load and do: Content-Security-Policy 3 with trusted types. `forms_to`: where forms
 * may lead besides here, "" if nowhere (browsers hold a form's redirects to it as well).
 */
const char *shell_policy(struct arena *, const char *forms_to);
