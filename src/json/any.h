/* JSON of which no table says what it must be: looked into, taken apart, and written again. */
#pragma once

#include "json/read.h"

enum js_kind { JS_NULL, JS_BOOL, JS_NUMBER, JS_WHOLE, JS_TEXT, JS_LIST, JS_OBJECT };

/* JSON's null is NULL, here as everywhere. */
enum js_kind js_kind_of(const struct js_node *);

/* The member of that name; NULL if it is missing or null, or if the node is no object. */
const struct js_node *js_member(const struct js_node *, const char *name);

/* The text of that member; NULL if it has none. It lives as long as what it was parsed into. */
const char *js_member_text(const struct js_node *, const char *name);

struct js_pair {
	const char *name;
	const struct js_node *value;
};

struct js_pairs {
	struct js_pair *list;
	int count;
};

/* An object's members, in the order that they came in; none of anything else. And a list's items. */
struct js_pairs js_pairs_of(struct arena *, const struct js_node *);
struct js_nodes js_items_of(struct arena *, const struct js_node *);

/* As it goes over the wire. */
struct json js_render(struct arena *, const struct js_node *);
