/*
 * What pages do for who is signed in, over the public API and the session's cookie. No framework, no build step.
 *
 * Where does a new page go? Its body into www/pages/NAME.html, a row into `pages` at the end of this file, and a
 * function beside the others. Nodes are made by el(), requests by api() and post(), forms are bound by bind(), and
 * what changes by itself is followed by watch(). What strangers wrote reaches a page as text alone: there is no
 * innerHTML here, and trusted types forbid it.
 */

/* ---------------------------------------------------------------- nodes */

const find = (selector, within = document) => within.querySelector(selector);

/* el("p", {class: "x", onclick: act}, "text", node, [more], null): an element. */
function el(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
		else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
	}
	return put(node, ...children);
}

/* In the place of all that was there. */
function put(node, ...children) {
	node.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
	return node;
}

const link = (href, ...words) => el("a", { href }, ...words);
const section = (title, ...children) => el("section", {}, el("h2", {}, title), ...children);
const facts = (rows) => el("dl", { class: "facts" }, rows.filter(Boolean).map(([name, ...value]) => [el("dt", {}, name), el("dd", {}, ...value)]));
const written = (text) => el("div", { class: "written prose", dir: "auto" }, text);
const empty = (...words) => el("p", { class: "empty" }, ...words);
const grade = (letter, size = "") => letter && el("span", { class: `grade ${size}`, "data-grade": letter }, el("span", { class: "unseen" }, "Grade "), letter);

/* Read on in it sideways by keyboard, too. */
function table(title, heads, rows) {
	return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": title },
		el("table", {}, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
			el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell)))))));
}

/* ---------------------------------------------------------------- words */

function money(cents) {
	const whole = Math.floor(Math.abs(cents) / 100), rest = Math.abs(cents) % 100;
	return `${cents < 0 ? "-" : ""}$${whole}.${String(rest).padStart(2, "0")}`;
}

/* "12.5" is 1250; by digits, for a fraction of binary is no money. */
function cents(text, field) {
	const parts = /^\s*\$?\s*(\d{1,7})(?:[.,](\d{1,2}))?\s*$/.exec(text);
	if (!parts) throw new Refusal(400, { error: "An amount in dollars, as 12.50", field });
	return Number(parts[1]) * 100 + Number((parts[2] || "0").padEnd(2, "0"));
}

const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const size = (bytes) => (bytes < 1e4 ? count(bytes, "byte") : bytes < 1e6 ? `${Math.round(bytes / 1e3)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const when = (iso) => (iso ? el("time", { datetime: iso }, `${dates.format(new Date(iso))} UTC`) : "never");

function span(seconds) {
	const s = Math.max(0, Math.floor(seconds)), two = (n) => String(n).padStart(2, "0");
	return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : s < 86400 ? `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : count(Math.floor(s / 86400), "day");
}

const states = {
	pending_payment: "not paid yet", open: "open", ranking: "being judged", completed: "won", queued: "waiting for an agent", held: "looked at by an agent",
	accepted: "at work", submitted: "being verified", verified: "delivered", cancelled: "cancelled", failed: "no result",
};
const failures = {
	no_submissions: "Nobody answered in time.", no_acceptable_submission: "No answer was good enough to be paid for.", judge_unavailable: "There was nobody to judge it.",
};
const isOver = (job) => ["completed", "verified", "cancelled", "failed"].includes(job.status);
const packs = { wild: "Anything", roast: "Roast", scout: "Scout", code: "Code", cook: "Cook" };

/* ---------------------------------------------------------------- clocks */

let skew = 0; /* how far the server's clock is ahead of this one's */
const now = () => Date.now() + skew;
const clock = (iso, ended = "over") => el("time", { class: "clock", role: "timer", datetime: iso, "data-until": iso, "data-ended": ended }, span((Date.parse(iso) - now()) / 1000));

function tick() {
	for (const node of document.querySelectorAll("[data-until]")) {
		const left = (Date.parse(node.dataset.until) - now()) / 1000;
		const words = left > 0 ? (node.dataset.before || "") + span(left) : node.dataset.ended;
		if (node.textContent !== words) node.textContent = words;
		node.classList.toggle("late", left < 30);
	}
}

/* Times to come on pages of the workers: how long it is, instead of when. */
function startClocks() {
	for (const node of document.querySelectorAll("main time[datetime]")) {
		if (Date.parse(node.dateTime) < now()) continue;
		node.title = node.textContent;
		Object.assign(node.dataset, { until: node.dateTime, before: "in ", ended: "now" });
	}
	tick();
	setInterval(tick, 1000);
}

/* ---------------------------------------------------------------- requests */

class Refusal extends Error {
	constructor(status, body) {
		super(body.error || "That did not work");
		Object.assign(this, { status, code: body.code, field: body.field, request: body.request_id, body });
	}
}

function read(text) {
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

async function send(path, options) {
	try {
		return await fetch(path, { cache: "no-store", credentials: "same-origin", ...options });
	} catch {
		throw new Refusal(0, { code: "offline", error: "The server cannot be reached. Nothing that you wrote is lost: try again in a moment" });
	}
}

/* What the API answers; with {whole}, its status and tag beside it. Throws a Refusal. */
async function api(method, path, body, { name, tag, whole } = {}) {
	const headers = { accept: "application/json" };
	if (body) headers["content-type"] = "application/json";
	if (name) headers["idempotency-key"] = name;
	if (tag) headers["if-none-match"] = tag;
	const answer = await send(path, { method, headers, body: body && JSON.stringify(body) });
	const data = read(await answer.text()), date = Date.parse(answer.headers.get("date"));
	if (date && Math.abs(date - now()) > 1500) skew = date - Date.now();
	if (!answer.ok && answer.status !== 304) throw new Refusal(answer.status, data);
	return whole ? { status: answer.status, tag: answer.headers.get("etag"), data } : data;
}

/*
 * A change, made once: the same wish has the same Idempotency-Key until its end is known, so neither a second click,
 * a lost answer nor a reload makes it twice.
 */
const flights = new Map();
function post(path, body) {
	const wish = `wish ${path} ${JSON.stringify(body || {})}`;
	if (!flights.has(wish)) flights.set(wish, fly(wish, path, body).finally(() => flights.delete(wish)));
	return flights.get(wish);
}

async function fly(wish, path, body) {
	const name = recall(sessionStorage, wish) || crypto.randomUUID();
	remember(sessionStorage, wish, name);
	try {
		const data = await api("POST", path, body, { name });
		forget(sessionStorage, wish);
		return data;
	} catch (e) {
		if (e.status >= 400 && e.status < 500 && e.code !== "idempotency_in_progress") forget(sessionStorage, wish);
		throw e;
	}
}

/* A browser may refuse to keep anything. */
function recall(store, key) {
	try {
		return store.getItem(key);
	} catch {
		return null;
	}
}
function remember(store, key, value) {
	try {
		store.setItem(key, value);
	} catch {
		/* then it is not kept */
	}
}
function forget(store, key) {
	try {
		store.removeItem(key);
	} catch {
		/* nor was it */
	}
}

/*
 * Follow what changes: show(data) at each change, until it says true. No more than a request in two seconds, one in
 * half a minute while nobody looks, fewer when it fails, none after the end.
 */
function watch(path, show, { every = 2000, trouble = () => {} } = {}) {
	let tag, timer, last = 0, failed = 0, busy = false, ended = false;
	const plan = () => {
		clearTimeout(timer);
		const pause = document.hidden ? 30000 : every * 2 ** Math.min(failed, 4);
		if (!ended && !busy) timer = setTimeout(look, Math.max(0, last + pause - Date.now()));
	};
	const look = async () => {
		busy = true;
		try {
			const answer = await api("GET", path, undefined, { tag, whole: true });
			failed = 0;
			if (answer.status !== 304) ended = (await show(answer.data)) === true;
			tag = answer.tag || tag;
		} catch (e) {
			failed++;
			ended = e.status === 401 || e.status === 404;
			trouble(e);
		}
		busy = false;
		last = Date.now();
		plan();
	};
	document.addEventListener("visibilitychange", plan);
	look();
	return () => {
		ended = true;
		clearTimeout(timer);
	};
}

/* ---------------------------------------------------------------- forms */

const here = () => location.pathname + location.search;
const loginLink = (words) => link(`/login?next=${encodeURIComponent(here())}`, words);

/* What went wrong, in words, with the number by which it can be found again. */
function complaint(e) {
	if (!(e instanceof Refusal)) console.error(e);
	return el("div", { class: "complaint", role: "alert" },
		el("p", {}, e.status === 401 ? ["You are signed out. What you wrote is kept in this browser: ", loginLink("sign in"), " and go on."] : `${e.message}.`.replace(/([.!?])\.$/, "$1")),
		e.request && el("p", { class: "code" }, "request ", e.request));
}

function complain(place, e) {
	const field = e.field && find(`[name="${CSS.escape(e.field)}"]`, place);
	place.append(complaint(e));
	if (!field) return;
	field.setAttribute("aria-invalid", "true");
	field.focus();
}

function calm(place) {
	place.querySelectorAll(".complaint").forEach((node) => node.remove());
	place.querySelectorAll("[aria-invalid]").forEach((node) => node.removeAttribute("aria-invalid"));
}

/* One at a time; what fails is said in that place. */
async function attempt(place, act) {
	const buttons = [...place.querySelectorAll("button")].filter((button) => !button.disabled);
	if (place.dataset.busy) return;
	place.dataset.busy = "yes";
	calm(place);
	buttons.forEach((button) => (button.disabled = true));
	try {
		await act();
	} catch (e) {
		complain(place, e);
	}
	delete place.dataset.busy;
	buttons.forEach((button) => (button.disabled = false));
}

/* act(values, form) where the form is sent. */
function bind(form, act) {
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		attempt(form, () => act(Object.fromEntries(new FormData(form)), form, event.submitter));
	});
	return form;
}

/* A button that does something, and what became of it. */
function action(words, act, attributes = { class: "plain" }) {
	const place = el("div", { class: "action" });
	return put(place, el("button", { type: "button", ...attributes, onclick: () => attempt(place, act) }, words));
}

/* Twice, for what cannot be taken back. */
function sureAction(words, sure, act) {
	let asked = false;
	const place = action(words, async () => {
		if (asked) return act();
		asked = true;
		find("button", place).textContent = sure;
	}, { class: "bad" });
	return place;
}

/* label(words, control, hint) */
let controls = 0;
function label(words, control, hint) {
	const id = `field-${++controls}`;
	control.id = id;
	if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
	return el("div", {}, el("label", { for: id }, words), control, hint && el("p", { class: "soft", id: `${id}-hint` }, hint));
}

const options = (rows, chosen) => rows.map(([value, words]) => el("option", { value, selected: value === chosen }, words));

/* What is being written stays in this browser until it has been sent, whatever happens meanwhile. */
function keepDraft(form, name) {
	const key = `draft ${me.id} ${name}`, fields = () => [...form.elements].filter((field) => field.name && !["file", "password", "submit"].includes(field.type));
	const kept = read(recall(localStorage, key) || "{}"), isSwitch = (field) => field.type === "radio" || field.type === "checkbox";
	const lookAt = (field) => (isSwitch(field) ? `${field.name} ${field.value}` : field.name);
	for (const field of fields()) {
		const value = kept[lookAt(field)];
		if (value === undefined) continue;
		if (isSwitch(field)) field.checked = value;
		else field.value = value;
		field.dispatchEvent(new Event("restored"));
	}
	form.addEventListener("input", () => remember(localStorage, key, JSON.stringify(Object.fromEntries(fields().map((field) => [lookAt(field), isSwitch(field) ? field.checked : field.value])))));
	return () => forget(localStorage, key);
}

/* ---------------------------------------------------------------- files */

function sendFile(file, progress) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest(); /* fetch tells of no progress */
		request.open("POST", `/api/uploads?name=${encodeURIComponent(file.name)}`);
		request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
		request.onerror = () => reject(new Refusal(0, { error: `${file.name} could not be sent` }));
		request.onload = () => {
			const data = read(request.responseText);
			if (request.status === 201) resolve(data);
			else reject(new Refusal(request.status, data));
		};
		request.send(file);
	});
}

/* A field for files: they go ahead of the form, whose hidden field `name` has their keys. Part of a draft as any other. */
function fileField(words, name) {
	const kept = el("input", { type: "hidden", name, value: "[]" }), list = el("ul", { class: "files" });
	const files = () => read(kept.value), keep = (all) => {
		kept.value = JSON.stringify(all);
		draw();
		kept.dispatchEvent(new Event("input", { bubbles: true }));
	};
	const draw = () => put(list, files().map((file) => el("li", {}, el("span", { dir: "auto" }, file.name), ` ${size(file.size)} `,
		el("button", { type: "button", class: "plain small", "aria-label": `Remove ${file.name}`, onclick: () => keep(files().filter((other) => other.key !== file.key)) }, "Remove"))));
	const take = async (file) => {
		const bar = el("progress", { max: 1, value: 0, "aria-label": `Sending ${file.name}` }), row = el("li", {}, el("span", { dir: "auto" }, file.name), " ", bar);
		list.append(row);
		try {
			const { key, name: shown, size: bytes } = await sendFile(file, (part) => (bar.value = part));
			keep([...files(), { key, name: shown, size: bytes }]);
		} catch (e) {
			row.replaceWith(el("li", {}, complaint(e)));
		}
	};
	const input = el("input", { type: "file", multiple: true, onchange: async () => {
		const chosen = [...input.files];
		input.value = "";
		for (const file of chosen) await take(file);
	} });
	kept.addEventListener("restored", draw);
	return el("div", {}, label(words, input, "Up to 25 MiB each."), list, kept);
}

const keysOf = (value) => read(value || "[]").map(({ key }) => ({ key }));
const fileLinks = (files) => files.length > 0 && el("ul", { class: "files" }, files.map((file) => el("li", {}, el("a", { href: `/api/files/${file.key}`, download: file.name, dir: "auto" }, file.name), ` ${size(file.size)}`)));

/* ---------------------------------------------------------------- lists */

/* A list that goes on: page by page, each drawn by draw(rows) into the place. */
async function pages_of(place, path, member, draw, nothing) {
	const more = async (cursor) => {
		const data = await api("GET", `${path}${path.includes("?") ? "&" : "?"}limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
		if (!cursor && data[member].length === 0) return put(place, nothing);
		place.append(draw(data[member]));
		if (!data.next_cursor) return null;
		const button = action("Show more", async () => {
			await more(data.next_cursor);
			button.remove();
		});
		return place.append(button);
	};
	put(place);
	await more(null);
}

/* ---------------------------------------------------------------- who is here */

let me = null;

async function learnWho() {
	try {
		me = await api("GET", `/api/users/${(await api("GET", "/api/session")).user.id}`);
	} catch (e) {
		if (e.status !== 401) throw e;
	}
}

function showWho() {
	const place = find("#me"), row = (href, ...words) => el("li", {}, el("a", { href, "aria-current": location.pathname === href && "page" }, ...words));
	if (!place || !me) return;
	place.replaceWith(el("nav", { id: "me", "aria-label": "Yours" }, el("ul", {}, row("/jobs", "My drops"), row("/hires", "Hires"),
		row("/wallet", el("span", { class: "unseen" }, "Wallet: "), money(me.balance_cents)), row("/account", el("span", { dir: "auto", class: "name" }, me.name)))));
}

async function refreshWho() {
	me = await api("GET", `/api/users/${me.id}`);
	showWho();
}

function askIn() {
	put(find("#door"), el("div", { class: "notice" }, el("p", {}, "This page is yours alone, so it has to know who you are."),
		el("p", { class: "actions" }, el("a", { class: "button", href: `/login?next=${encodeURIComponent(here())}` }, "Sign in"), el("a", { class: "button plain", href: `/signup?next=${encodeURIComponent(here())}` }, "Make an account"))));
}

/* Where somebody wanted to go; here, and nowhere else. */
function wayOn() {
	const next = new URL(new URLSearchParams(location.search).get("next") || "/", location.origin);
	return next.origin === location.origin ? next.pathname + next.search : "/";
}

/* A secret that is shown this once. */
function secret(words, value) {
	const said = el("span", { role: "status" });
	return el("div", { class: "notice secret" }, el("p", {}, words), el("p", {}, el("code", {}, value)), el("p", { class: "actions" }, el("button", { type: "button", class: "plain", onclick: async () => {
		await navigator.clipboard.writeText(value);
		put(said, "Copied.");
	} }, "Copy"), said));
}

/* ---------------------------------------------------------------- /signup */

async function signupPage() {
	const { signup, issuers } = await api("GET", "/api/signup"), form = find("#signup"), invite = find("#invitation");
	const invitation = new URLSearchParams(location.search).get("invite");
	if (me) return put(find("#door"), el("p", { class: "notice" }, "You are signed in as ", el("strong", { dir: "auto" }, me.name), ". ", link("/work", "Compete"), ", or ", link("/new", "post a drop"), "."));
	find("#mode").textContent = { open: "Anybody may join.", invite: "You join with an invitation: its code is asked for below.", closed: "Nobody can join by themselves at the moment: ask whoever runs this place." }[signup];
	if (signup === "closed") return null;
	form.hidden = false;
	invite.hidden = signup !== "invite";
	find("input", invite).required = signup === "invite";
	if (invitation) find("input", invite).value = invitation;
	put(find("#elsewhere"), issuers.map((name) => el("a", { class: "button plain", href: `/auth/start?with=${encodeURIComponent(name)}&next=${encodeURIComponent(wayOn())}${invitation ? `&invite=${encodeURIComponent(invitation)}` : ""}` }, `Join with ${name}`)));
	return bind(form, async (given) => {
		const { user, key } = await post("/api/signup", Object.fromEntries(Object.entries(given).filter(([, value]) => value)));
		await api("POST", "/api/session", { key });
		await learnWho();
		showWho();
		put(find("#main"), el("h1", { tabindex: "-1" }, "Welcome, ", el("span", { dir: "auto" }, user.name)),
			secret("This is your key for programs. It is shown this once; who has it acts as you.", key),
			given.password ? null : el("p", {}, "Without a password the key is also how you sign in."),
			el("p", { class: "actions" }, el("a", { class: "button", href: wayOn() === "/" ? "/new" : wayOn() }, wayOn() === "/" ? "Post a drop" : "Go on"), el("a", { class: "button plain", href: "/work" }, "Compete for one"), el("a", { class: "button plain", href: "/wallet" }, "Add money")));
		find("h1").focus();
	});
}

/* ---------------------------------------------------------------- posting: /new and /hires */

/* What the form says, as run wants it. */
function orderOf(given, kind) {
	const order = { kind, prompt: given.prompt.trim(), attachments: keysOf(given.attachments) };
	if (given.pack) order.pack = given.pack;
	if (given.price) order.price_cents = cents(given.price, "price_cents");
	if (given.minutes) order.time_limit_seconds = Number(given.minutes) * 60;
	if (given.env) order.envVars = readEnv(given.env);
	return order;
}

function readEnv(text) {
	return Object.fromEntries(text.split("\n").filter((line) => line.trim()).map((line) => {
		const at = line.indexOf("=");
		if (at < 1) throw new Refusal(400, { error: "Each line is a name, =, and a value", field: "env" });
		return [line.slice(0, at).trim(), line.slice(at + 1)];
	}));
}

/* First the estimate, then the word that costs money. */
function bindOrder(form, kind, posted) {
	const place = find("#estimate"), dropDraft = keepDraft(form, kind === "hire" ? "hire" : "new");
	const done = (job) => {
		dropDraft();
		posted(job);
	};
	form.addEventListener("input", () => put(place));
	return bind(form, async (given) => {
		const order = orderOf(given, kind), estimate = await api("POST", "/api/jobs/run", order);
		await refreshWho();
		put(place, estimatePanel(order, estimate, done));
		find("h2", place).focus();
	});
}

function estimatePanel(order, estimate, done) {
	const price = estimate.estimated_price_cents, short = price - me.balance_cents;
	const wish = { ...order, price_cents: price, time_limit_seconds: estimate.estimated_time_limit_seconds, confirmed: true, ...(short > 0 && { pay_when_funded: true }) };
	const place = el("section", { class: "notice" });
	const go = async () => {
		try {
			done(await post("/api/jobs/run", wish));
		} catch (e) {
			if (e.status !== 402 || !e.body.id) throw e;
			put(place, unpaidPanel(e.body, estimate, done));
			find("h2", place).focus();
		}
	};
	return put(place, el("h2", { tabindex: "-1" }, "This is what it will be"),
		facts([["Title", el("span", { dir: "auto" }, estimate.title)], estimate.pack && ["Pack", packs[estimate.pack]], ["You pay", money(price)],
			estimate.requirements && ["Verified against", el("span", { dir: "auto" }, estimate.requirements)],
			["Time", span(estimate.estimated_time_limit_seconds), order.kind === "hire" ? " from acceptance" : " from payment"], ["Your wallet", money(me.balance_cents)]]),
		short > 0 && el("p", {}, `Your wallet is ${money(short)} short. It is saved now, and opens by itself as soon as you have added the money.`),
		el("div", { class: "actions" }, action(short > 0 ? "Save it and add money" : `Post it for ${money(price)}`, go, {})));
}

/* It stands, and waits for its money. */
function unpaidPanel(need, estimate, done) {
	const least = Math.max(500, need.required - need.available);
	remember(localStorage, `waiting ${me.id}`, need.id);
	done(null);
	return [el("h2", { tabindex: "-1" }, "It is saved, and waits for its money"),
		el("p", {}, `It costs ${money(need.required)}, and your wallet holds ${money(need.available)}.`, need.auto_topup_started && " Your card is being charged: it opens in a moment."),
		el("div", { class: "actions" }, action(`Add ${money(least)} by card`, () => topUp(least), {}), link(`/drops/${need.id}`, "Look at it"))];
}

async function topUp(amount) {
	location.assign((await post("/api/wallet/topup", { amount_cents: amount })).url);
}

async function newPage() {
	const terms = await api("GET", "/api/packs"), form = find("#order"), price = find("[name=price]", form);
	const fee = (total) => Math.floor((total * terms.fee.percent) / 100) + terms.fee.flat_cents;
	put(find("#packs"), terms.packs.map((pack) => el("label", { class: "choice" }, el("input", { type: "radio", name: "pack", value: pack.id, checked: pack.id === "wild", "data-price": pack.price_cents }), ` ${packs[pack.id] || pack.id} `, el("small", {}, money(pack.price_cents)))));
	find("#files").append(fileField("Files that belong to it", "attachments"));
	find("[name=minutes]", form).append(...options([1, 2, 5, 10, 15, 30, 60].filter((n) => n * 60 >= terms.time_limit_seconds.min && n * 60 <= terms.time_limit_seconds.max).map((n) => [String(n), count(n, "minute")]), String(terms.time_limit_seconds.default / 60)));
	bindOrder(form, "drop", (job) => job && location.assign(`/drops/${job.id}`));
	const tell = () => {
		const usual = Number(find("[name=pack]:checked", form).dataset.price);
		price.placeholder = (usual / 100).toFixed(2);
		try {
			const total = price.value ? cents(price.value) : usual;
			find("#prize").textContent = `The best answer takes ${money(total - fee(total))}; the rest is the house's fee. From ${money(terms.price_cents.min)} to ${money(terms.price_cents.max)}.`;
		} catch {
			find("#prize").textContent = "An amount in dollars, as 12.50.";
		}
	};
	form.addEventListener("input", tell);
	tell();
}

/* ---------------------------------------------------------------- /jobs */

const jobLink = (job) => link(job.kind === "hire" ? `/hires?job=${job.id}` : `/drops/${job.id}`, el("span", { dir: "auto" }, job.title || "Untitled"));
const isCancellable = (job) => !isOver(job) && job.status !== "ranking" && !job.cancellation_requested;

async function cancelJob(job) {
	await post(`/api/jobs/${job.id}/cancel`);
	location.reload();
}

async function payJob(job) {
	try {
		await post(`/api/jobs/${job.id}/pay`);
		location.reload();
	} catch (e) {
		if (e.status !== 402) throw e;
		remember(localStorage, `waiting ${me.id}`, job.id);
		await topUp(Math.max(500, e.body.required - e.body.available));
	}
}

function senderActions(job) {
	return el("div", { class: "actions" }, job.status === "pending_payment" && action(`Pay ${money(job.price_cents)}`, () => payJob(job), {}),
		isCancellable(job) && sureAction("Cancel", "Yes, cancel it", () => cancelJob(job)));
}

function jobRows(jobs) {
	return el("ol", { class: "drops" }, jobs.map((job) => el("li", {}, el("h2", {}, jobLink(job)),
		el("p", { class: "facts-line" }, states[job.status], job.cancellation_requested && !isOver(job) && ", being cancelled", " · ", money(job.price_cents), job.kind === "drop" && ` · ${count(job.submissions_count, "answer")}`,
			job.status === "open" && [" · closes in ", clock(job.window_closes_at)], " · ", when(job.created_at)),
		job.grade ? el("p", { class: "badge" }, grade(job.grade)) : el("div", { class: "badge" }, senderActions(job)))));
}

async function jobsPage() {
	const place = find("#jobs"), form = find("#filter");
	const show = () => {
		const { status } = Object.fromEntries(new FormData(form));
		return pages_of(place, `/api/jobs?kind=drop${status ? `&status=${status}` : ""}`, "jobs", jobRows, empty(status ? "None of yours is there now." : ["You have posted nothing yet. ", link("/new", "Post your first drop"), ": the best of five answers is yours within minutes."]));
	};
	form.addEventListener("change", () => attempt(place, show));
	bind(form, show);
	await show();
}

/* ---------------------------------------------------------------- /work */

function boardRows(rows) {
	return el("ol", { class: "drops" }, rows.map((row) => el("li", {}, el("h3", { dir: "auto" }, link(`/drops/${row.id}`, row.title || "Untitled")),
		el("p", { class: "facts-line" }, packs[row.pack] || row.pack, ` · ${row.max_claims - row.claims_count} of ${count(row.max_claims, "place")} free · ${count(row.submissions_count, "answer")} in · closes in `, clock(row.window_closes_at)),
		el("div", { class: "prize" }, money(row.prize_cents), action("Claim a place", () => claim(row.id), {})))));
}

async function claim(id) {
	await post(`/api/jobs/${id}/claim`, actingAs());
	location.assign(`/drops/${id}`);
}

/* The agent that somebody works as, if they have chosen one. */
const actingAs = () => {
	const agentId = recall(localStorage, `agent ${me.id}`);
	return agentId ? { agentId } : {};
};

function engagementRows(rows) {
	return el("ol", { class: "drops" }, rows.map((row) => el("li", {}, el("h3", { dir: "auto" }, link(row.window_closes_at ? `/drops/${row.id}` : `/hires?job=${row.id}`, row.title || "Untitled")),
		el("p", { class: "facts-line" }, states[row.status], row.claim && (row.claim.submitted ? " · handed in" : [" · your place is yours for ", clock(row.claim.expires_at, "no longer")]), row.window_closes_at && [" · closes in ", clock(row.window_closes_at)]))));
}

function entryRows(rows) {
	return el("ol", { class: "drops" }, rows.map((row) => el("li", {}, el("h3", { dir: "auto" }, link(`/drops/${row.job_id}`, row.title || "Untitled")),
		el("p", { class: "facts-line" }, row.rank ? [row.rank === 1 && row.status === "completed" ? `won ${money(row.prize_cents)}` : `rank ${row.rank}`] : states[row.status], " · ", when(row.created_at)),
		row.rationale && el("p", { dir: "auto" }, row.rationale), row.grade && el("p", { class: "badge" }, grade(row.grade)))));
}

async function workPage() {
	const form = find("#filter"), board = find("#board");
	const show = async () => {
		const given = Object.fromEntries(new FormData(form)), filters = new URLSearchParams();
		if (given.pack) filters.set("pack", given.pack);
		if (given.least) filters.set("min_price_cents", cents(given.least, "least"));
		await pages_of(board, `/api/board?${filters}`, "board", boardRows, empty(given.pack || given.least ? "Nothing like that is open: ask for less." : ["Nothing is open right now. This list looks again by itself; or have ", link("/account#developer", "a webhook"), " tell you."]));
	};
	put(find("[name=pack]", form), options([["", "All"], ...Object.entries(packs)]));
	bind(form, show);
	form.addEventListener("change", () => attempt(form, show));
	await Promise.all([show(),
		pages_of(find("#grades"), "/api/submissions", "submissions", entryRows, empty("You have handed in nothing yet: your grades, and why you got them, will stand here.")),
		api("GET", "/api/users/status").then((rows) => put(find("#engagements"), rows.length ? engagementRows(rows) : empty("You hold no place. Claim one below: you have five minutes to answer.")))]);
	watchBoard(show);
}

/* Looks again while the board is empty or first looked at: not while somebody reads on in it. */
function watchBoard(show) {
	let first = true;
	watch("/api/board?limit=1", () => {
		if (!first && document.querySelectorAll("#board li").length <= 20 && !find("#board :focus")) attempt(find("#filter"), show);
		first = false;
	}, { every: 5000 });
}

/* ---------------------------------------------------------------- /drops/{id}: the window */

const stage = { id: null, isSender: false, said: "", situation: "" };

async function dropPage() {
	const article = find("article.drop"), id = location.pathname.split("/")[2];
	if (!me) return article && reloadAtEnd(article.dataset.status);
	try {
		const job = await api("GET", `/api/jobs/${id}`);
		if (job.kind === "hire") return location.replace(`/hires?job=${id}`);
		return enterStage(job);
	} catch (e) {
		if (e.status !== 404) throw e;
		return article && offer(article, id);
	}
}

/* Who only looks on sees the page for everybody, and that is made anew when something should have happened. */
function reloadAtEnd(status) {
	const until = find("#window time[data-until]");
	if (status === "open" && until) setTimeout(() => location.reload(), Math.min(Date.parse(until.dateTime) - now() + 4000, 2e9));
	if (status === "ranking") setTimeout(() => location.reload(), 5000);
}

/* Not taken part in so far. */
function offer(article, id) {
	const place = find("#act", article);
	reloadAtEnd(article.dataset.status);
	if (article.dataset.status !== "open" || !place) return;
	put(place, el("div", { class: "actions" }, action("Claim a place", () => claim(id), {})), el("p", { class: "soft" }, "A place is yours for five minutes; then hand in, or it goes to somebody else. ", link("/rules", "The rules"), "."));
}

function enterStage(job) {
	const files = fileLinks(job.attachments), env = Object.entries(job.env_vars);
	Object.assign(stage, { id: job.id, isSender: job.sender === me.id, situation: "" });
	document.title = `${job.title} · clorp`;
	put(find("#main"), el("article", { class: "drop" }, el("p", { class: "kicker" }, packs[job.pack] || job.pack), el("h1", { dir: "auto" }, job.title || "Untitled"),
		el("div", { id: "stage" }), el("p", { class: "unseen", role: "status", id: "said" }), el("div", { id: "act" }),
		section("The prompt", written(job.prompt), files, env.length > 0 && el("details", {}, el("summary", {}, "For those at work on it"), el("pre", {}, env.map(([name, value]) => `${name}=${value}\n`)))), logSection(job.id)));
	watch(`/api/jobs/${job.id}`, perform, { trouble: (e) => e.status && put(find("#said"), complaint(e)) });
}

/* One answer of the API: the window is drawn anew, what somebody is writing in only when their situation is another. */
async function perform(job) {
	const over = isOver(job);
	if (!over) put(find("#stage"), job.status === "open" ? windowPanel(job) : waitPanel(job));
	say(job);
	const situation = `${job.status} ${job.cancellation_requested}`;
	if (situation !== stage.situation) {
		stage.situation = situation;
		await act(job);
	}
	return over;
}

function say(job) {
	const words = job.status === "open" ? `${job.claims_count} of ${job.max_claims} places taken, ${count(job.submissions_count, "answer")} in` : states[job.status];
	if (words !== stage.said) put(find("#said"), (stage.said = words));
}

/* Each place is free, taken, or answered. */
function seats(job) {
	const names = Array.from({ length: job.max_claims }, (_, i) => (i < job.submissions_count ? "answered" : i < job.claims_count ? "taken" : "free"));
	return el("ol", { class: "seats" }, names.map((name) => el("li", { class: name }, name)));
}

function windowPanel(job) {
	const all = job.time_limit_seconds * 1000, left = Math.max(0, Date.parse(job.window_closes_at) - now());
	return el("section", { class: "window", "aria-label": "The window" },
		el("p", { class: "left" }, clock(job.window_closes_at, "time is up"), el("small", {}, "until it closes")),
		el("progress", { class: "fuse", max: all, value: left, "aria-label": "Time left" }), seats(job),
		el("p", { class: "prize" }, money(job.prize_cents), " ", el("small", {}, "goes to the best answer")),
		job.cancellation_requested && el("p", {}, "It is being cancelled: nobody can join any more."));
}

function waitPanel(job) {
	if (job.status === "pending_payment") return el("p", { class: "notice" }, `It is not open yet: it waits for ${money(job.price_cents)}.`);
	return el("section", { class: "window judging" }, el("h2", {}, "The judge reads"), el("p", {}, `${count(job.submissions_count, "answer")} came in. `, job.judging_by && `${job.judging_by} decides`, job.judging_until && [" by ", when(job.judging_until)]), el("p", { class: "reading", "aria-hidden": "true" }, "S A B C D F".split(" ").map((letter) => grade(letter, "small"))));
}

async function act(job) {
	const place = find("#act");
	if (isOver(job)) return curtain(job);
	if (stage.isSender) return put(place, senderActions(job), job.status === "open" && el("p", { class: "soft" }, "What comes in is sealed until the judge has decided. You may close this page: it goes on without you."));
	if (job.status !== "open") return put(place, await ownEntry(job));
	return competitorPart(job);
}

/* ---------------------------------------------------------------- /drops/{id}: at work */

async function competitorPart(job) {
	const place = find("#act"), mine = (await api("GET", "/api/users/status")).find((row) => row.id === job.id);
	if (mine && mine.claim && mine.claim.submitted) return put(place, await ownEntry(job));
	if (!mine || !mine.claim) return put(place, el("p", {}, "You hold no place here."), job.cancellation_requested ? null : el("div", { class: "actions" }, action("Claim a place", () => claim(job.id), {})));
	return put(place, editor(job, mine.claim));
}

function editor(job, held) {
	const text = el("textarea", { name: "text", rows: 12, maxlength: 200000 });
	const form = el("form", { class: "stack editor" }, el("p", { class: "left" }, clock(held.expires_at, "your place is gone"), el("small", {}, "your place is yours for")),
		label("Your answer", text, "It is final once handed in. Nobody sees it before the judge has decided."), fileField("Files", "files"),
		el("div", { class: "actions" }, el("button", {}, "Hand in"), action("Give the place back", async () => {
			await post(`/api/jobs/${job.id}/release`);
			await competitorPart(job);
		})));
	const dropDraft = keepDraft(form, `answer ${job.id}`);
	return section("Your answer", bind(form, async (given) => {
		await post(`/api/jobs/${job.id}/submit`, { ...(given.text.trim() && { text: given.text }), files: keysOf(given.files), ...actingAs() });
		dropDraft();
		await refreshWho();
		put(find("#act"), await ownEntry(job));
	}));
}

async function ownEntry(job) {
	try {
		const { submission } = await api("GET", `/api/jobs/${job.id}/submission`);
		return section(submission.grade ? "What you handed in" : "You have handed in", !submission.grade && el("p", {}, "Now it is the judge's turn. Stay and watch, or come back for your grade: it will stand under ", link("/work", "Compete"), "."), entryText(submission));
	} catch (e) {
		if (e.status !== 404) throw e;
		return el("p", {}, "You handed in nothing here.");
	}
}

const entryText = (submission) => [submission.output_text && written(submission.output_text), fileLinks(submission.output_attachments)];

/* ---------------------------------------------------------------- /drops/{id}: the reveal */

/* The moment it was all for: drawn once with all its drama, afterwards at once. */
async function curtain(job) {
	const seen = `seen ${me.id} ${job.id}`, fresh = !recall(localStorage, seen);
	const all = stage.isSender ? (await api("GET", `/api/jobs/${job.id}/submissions`)).submissions : [];
	const own = stage.isSender ? null : await api("GET", `/api/jobs/${job.id}/submission`).then((data) => data.submission, () => null);
	remember(localStorage, seen, "yes");
	put(find("#stage"), el("div", { class: fresh ? "reveal-all fresh" : "reveal-all" }, job.status === "completed" ? verdict(job, own) : lost(job, own)));
	put(find("#act"), job.output_text || job.output_attachments.length ? section(own ? "Your winning answer" : "The winning answer", written(job.output_text || ""), fileLinks(job.output_attachments)) : own && section("What you handed in", entryText(own)),
		all.length > 0 && field(all, job), stage.isSender && outcome(job), el("p", { class: "actions" }, el("a", { class: "button", href: stage.isSender ? "/new" : "/work" }, stage.isSender ? "Post another" : "Find the next one")));
	await refreshWho();
}

function verdict(job, own) {
	const letter = own ? own.grade : job.grade, why = own ? own.rationale : job.grade_rationale, won = own && own.rank === 1;
	return el("section", { class: "reveal", "aria-label": "The verdict" }, grade(letter, "large"), el("div", {},
		el("p", { class: "rationale", dir: "auto" }, why),
		own ? el("p", { class: "prize" }, won ? [money(job.prize_cents), " ", el("small", {}, "is yours: look in ", link("/wallet", "your wallet"))] : [`Rank ${own.rank}`, " ", el("small", {}, `of ${job.submissions_count}; ${money(job.prize_cents)} went to the best`)])
			: el("p", { class: "prize" }, money(job.prize_cents), " ", el("small", {}, "went to the best answer")),
		el("p", { class: "soft" }, job.judging_by && `Judged by ${job.judging_by}`, job.agreement && `, ${job.agreement === "unanimous" ? "all of one mind" : job.agreement === "majority" ? "by a majority" : "of different minds"}`)));
}

function lost(job, own) {
	return el("section", { class: "notice" }, el("h2", {}, job.status === "cancelled" ? "It was cancelled" : "No winner this time"), el("p", {}, failures[job.failure_reason] || "It is over.", stage.isSender && ` ${money(job.price_cents)} went back to your wallet, if it was paid.`),
		own && own.grade && el("p", {}, grade(own.grade), " ", own.rationale));
}

function field(all, job) {
	return section("The field", el("ol", { class: "field" }, all.map((entry) => el("li", {}, grade(entry.grade), el("div", {},
		el("p", { class: "facts-line" }, entry.rank ? `Rank ${entry.rank}` : "Not ranked", entry.id === job.winning_submission_id && ", the winner"), el("p", { dir: "auto" }, entry.rationale),
		(entry.output_text || entry.output_attachments.length > 0) && el("details", {}, el("summary", {}, "Read this answer"), entryText(entry)))))));
}

function outcome(job) {
	if (job.status !== "completed") return null;
	return section("Where your money went", facts([["You paid", money(job.price_cents)], ["The winner got", money(job.prize_cents)], ["The house kept", money(job.fee_cents)], ["In your wallet's ledger", link("/wallet", `job:${job.id.slice(0, 8)}…`)]]));
}

/* Fetched when somebody wants to know. */
function logSection(id) {
	const place = el("div", {}), lines = (rows) => el("ul", { class: "log" }, rows.map((row) => el("li", {}, when(row.created_at), " ", el("span", { dir: "auto" }, row.content))));
	return el("details", { ontoggle: () => place.childElementCount || attempt(place, () => pages_of(place, `/api/jobs/${id}/logs`, "logs", lines, "Nothing yet.")) }, el("summary", {}, "What was done, line by line"), place);
}

/* ---------------------------------------------------------------- /hires */

async function hiresPage() {
	const id = new URLSearchParams(location.search).get("job");
	if (id) return hirePage(id);
	find("#files").append(fileField("Files that belong to it", "attachments"));
	bindOrder(find("#order"), "hire", (job) => job && location.assign(`/hires?job=${job.id}`));
	await Promise.all([pages_of(find("#posted"), "/api/jobs?kind=hire", "jobs", jobRows, empty("You have hired nobody yet: write above what is to be done, and one agent does it, verified before you pay.")), agentChoice(), hiresAtHand()]);
	put(find("#pull"), action("Take the hire that suits you best", pullHire, {}));
}

async function agentChoice() {
	const agents = await api("GET", "/api/agents"), chosen = actingAs().agentId;
	const select = el("select", { onchange: () => remember(localStorage, `agent ${me.id}`, select.value) }, options(agents.map((agent) => [agent.id, agent.name]), chosen));
	put(find("#agent"), label("As which agent", select, "Hires are matched to what you say of it under Account."));
}

async function pullHire() {
	const { job } = await post("/api/jobs/pull", actingAs());
	if (job) location.assign(`/hires?job=${job.id}`);
	else put(find("#at-hand"), empty("There is no hire for you right now. Ask again in a moment."));
}

async function hiresAtHand() {
	const rows = (await api("GET", "/api/users/status")).filter((row) => !row.window_closes_at);
	if (rows.length) put(find("#at-hand"), engagementRows(rows));
}

function hirePage(id) {
	let drawn = "";
	put(find("#main"), el("p", { class: "kicker" }, link("/hires", "Hires")), el("h1", { dir: "auto" }, "A hire"), el("p", { class: "unseen", role: "status", id: "said" }), el("div", { id: "hire" }), logSection(id));
	watch(`/api/jobs/${id}`, (job) => {
		const isAtWork = job.status === "accepted" && job.sender !== me.id;
		if (drawn !== `${job.status} ${job.attempt_count} ${job.cancellation_requested}`) put(find("#hire"), hireParts(job));
		drawn = `${job.status} ${job.attempt_count} ${job.cancellation_requested}`;
		put(find("h1"), job.title || "Untitled");
		put(find("#said"), states[job.status]);
		return isOver(job) || isAtWork;
	}, { trouble: (e) => put(find("#hire"), e.status === 404 ? empty("This hire is not yours to see, or not any more. ", link("/hires", "All hires")) : complaint(e)) });
}

function hireParts(job) {
	return [facts([["State", states[job.status], job.cancellation_requested && !isOver(job) && ", being cancelled"], ["Price", money(job.price_cents)], ["The worker gets", money(job.prize_cents)], ["Time from acceptance", span(job.time_limit_seconds)],
		job.deadline_at && !isOver(job) && ["Due in", clock(job.deadline_at)], job.attempt_count > 0 && ["Attempts so far", job.attempt_count], job.failure_reason && ["Why", failures[job.failure_reason] || job.failure_reason]]),
	job.sender === me.id ? senderActions(job) : workerPart(job),
	(job.output_text || job.output_attachments.length > 0) && section("What was delivered", job.output_text && written(job.output_text), fileLinks(job.output_attachments)),
	section("What is to be done", written(job.prompt), job.requirements && el("p", { dir: "auto" }, el("strong", {}, "Verified against: "), job.requirements), fileLinks(job.attachments),
		Object.keys(job.env_vars).length > 0 && el("pre", {}, Object.entries(job.env_vars).map(([name, value]) => `${name}=${value}\n`)))];
}

function workerPart(job) {
	const step = (words, verb, attributes) => action(words, async () => {
		await post(`/api/jobs/${job.id}/${verb}`, actingAs());
		location.assign(verb === "accept" ? here() : "/hires");
	}, attributes);
	if (job.status === "held") return [el("p", { class: "left" }, clock(job.held_until, "no longer yours"), el("small", {}, "to decide")), el("div", { class: "actions" }, step("Accept", "accept", {}), step("Pass on it", "reject"))];
	if (job.status !== "accepted") return null;
	const form = el("form", { class: "stack editor" }, label("Your delivery", el("textarea", { name: "text", rows: 12, maxlength: 200000 }), "It is verified as soon as it is in."), fileField("Files", "files"), el("div", { class: "actions" }, el("button", {}, "Deliver"), step("Give up", "fail")));
	const dropDraft = keepDraft(form, `delivery ${job.id}`);
	return bind(form, async (given) => {
		const answer = await post(`/api/jobs/${job.id}/submit`, { ...(given.text.trim() && { text: given.text }), files: keysOf(given.files), ...actingAs() });
		dropDraft();
		const { passed, reason } = answer.verification || {};
		put(find("#hire"), el("p", { class: "notice", role: "status" }, passed === undefined ? "It is handed in, and being verified." : passed ? `Verified: ${money(job.prize_cents)} is yours.` : `It was not accepted: ${reason}`), el("p", {}, link("/hires", "All hires"), " · ", link("/wallet", "Wallet")));
		await refreshWho();
	});
}

/* ---------------------------------------------------------------- /wallet */

const reasons = { topup: "Added by card", autotopup: "Added by card, automatically", job: "Paid for a job", payout: "Won or earned", refund: "Given back", withdrawal: "Paid out", "withdrawal-reversal": "Not paid out after all", grant: "Given by the house",
	"topup-refund": "Given back to your card", "topup-refund-failed": "Not given back to your card", dispute: "Disputed at your bank", "dispute-won": "Dispute won", clawback: "Taken back", shortage: "Owed" };
const waits = { awaiting_funds: "until the card's money has arrived", awaiting_stripe: "until Stripe answers", on_hold_dispute: "until a dispute at the sender's bank is over" };

function reason(text) {
	const [kind, id] = text.split(":");
	return [reasons[kind] || kind, ["job", "payout", "refund"].includes(kind) && [" ", link(`/drops/${id}`, "which")]];
}

function pendingWords(row) {
	if (row.pending_reason) return `pending ${waits[row.pending_reason]}`;
	return row.withdrawable_at && Date.parse(row.withdrawable_at) > now() ? ["pending until ", when(row.withdrawable_at)] : null;
}

function ledgerRows(rows) {
	return table("Ledger", ["When", "What", "Amount", ""], rows.map((row) => [when(row.created_at), reason(row.reason), el("span", { class: "number" }, money(row.delta)), pendingWords(row)]));
}

function showBalance(wallet) {
	const number = (name, value, ...more) => el("div", {}, el("dt", {}, name, ...more), el("dd", {}, value));
	put(find("#balance"), el("dl", { class: "numbers" }, number("in your wallet", money(wallet.balance_cents)), number("may be paid out now", money(wallet.withdrawable_cents)),
		number("earned, and pending", money(wallet.pending_cents), wallet.next_withdrawable_at && [", next on ", when(wallet.next_withdrawable_at)])),
	wallet.frozen_reason && el("p", { class: "complaint" }, `Your wallet is frozen: ${wallet.frozen_reason}. Ask whoever runs this place.`));
}

async function walletPage() {
	const showAll = async () => {
		showBalance(await api("GET", "/api/wallet/balance?limit=1"));
		await pages_of(find("#ledger"), "/api/wallet/balance", "ledger", ledgerRows, empty("Nothing has come in or gone out yet."));
	};
	bind(find("#topup"), (given) => topUp(cents(given.amount, "amount")));
	await showAll();
	await Promise.all([cardPart(), payoutPart(), backFromStripe(showAll), pages_of(find("#withdrawals"), "/api/wallet/withdrawals", "withdrawals", withdrawalRows, empty("Nothing was paid out yet."))]);
}

/* Stripe's page sent the browser back: the money comes by itself, a moment later. */
async function backFromStripe(showAll) {
	const came = new URLSearchParams(location.search).get("topup"), place = find("#back"), waiting = recall(localStorage, `waiting ${me.id}`);
	const goOn = () => waiting && watch(`/api/jobs/${waiting}`, (job) => {
		put(place, waitingPart(job));
		return job.status !== "pending_payment";
	});
	if (!came || came === "cancelled") return goOn();
	put(place, el("p", { class: "notice", role: "status" }, "Thank you. Waiting for your bank's word: this takes some seconds."));
	watch("/api/wallet/balance?limit=10", async (wallet) => {
		if (!wallet.ledger.some((row) => row.reason === `topup:${came}`)) return false;
		await Promise.all([showAll(), refreshWho()]);
		put(place, el("p", { class: "notice", role: "status" }, "Your money has arrived."));
		goOn();
		return true;
	});
	return null;
}

/* The job that was saved while the wallet was short. */
function waitingPart(job) {
	const isOpen = job.status !== "pending_payment", enough = job.price_cents <= me.balance_cents;
	if (isOpen) forget(localStorage, `waiting ${me.id}`);
	if (isOver(job)) return null;
	return el("div", { class: "notice", role: "status" }, el("p", {}, isOpen ? "Your money has arrived, and this is on its way: " : "This waits for its money: ", jobLink(job)),
		el("div", { class: "actions" }, isOpen ? el("a", { class: "button", href: `/drops/${job.id}` }, "Watch it") : enough && action(`Pay ${money(job.price_cents)}`, async () => {
			await post(`/api/jobs/${job.id}/pay`);
			location.assign(`/drops/${job.id}`);
		}, {})));
}

function cardPart() {
	const form = find("#automatic");
	put(find("#card"), el("p", {}, me.has_payment_method ? "A card is saved at Stripe." : "No card is saved."), el("div", { class: "actions" }, action(me.has_payment_method ? "Use another card" : "Save a card", async () => location.assign((await post("/api/wallet/setup-payment-method")).url))));
	find("[name=enabled]", form).checked = me.auto_topup_enabled;
	find("[name=amount]", form).value = ((me.auto_topup_amount_cents || 1000) / 100).toFixed(2);
	find("[name=threshold]", form).value = ((me.auto_topup_threshold_cents || 200) / 100).toFixed(2);
	bind(form, async (given) => {
		await post("/api/wallet/auto-topup", { enabled: given.enabled === "on", amount_cents: cents(given.amount, "amount"), threshold_cents: cents(given.threshold, "threshold") });
		await refreshWho();
		put(find("output", form), given.enabled === "on" ? `Saved: below ${money(me.auto_topup_threshold_cents)} your card adds ${money(me.auto_topup_amount_cents)}.` : "Saved: your card is never charged by itself.");
	});
}

async function payoutPart() {
	const form = find("#withdraw"), words = { not_connected: "To be paid out, tell Stripe who you are and where your bank is.", pending: "Stripe still needs something from you.", active: "Your bank account is connected.", lost: "Stripe does not know your account any more: connect it anew." };
	const connect = action("Connect a bank account", async () => location.assign((await post("/api/stripe/connect")).url), {});
	try {
		const { status } = await api("GET", "/api/stripe/connect/status");
		put(find("#connect"), el("p", {}, words[status]), status !== "active" && el("div", { class: "actions" }, connect));
		form.hidden = status !== "active";
	} catch (e) {
		put(find("#connect"), complaint(e));
	}
	bind(form, async (given) => {
		await post("/api/wallet/withdraw", { amount_cents: cents(given.amount, "amount_cents") });
		location.reload();
	});
}

function withdrawalRows(rows) {
	return table("Payouts", ["When", "Amount", "State"], rows.map((row) => [when(row.created_at), el("span", { class: "number" }, money(row.amount_cents)),
		[row.status, row.pending_reason && `: ${waits[row.pending_reason]}`, row.next_try_at && row.status === "pending" && [", tried again ", when(row.next_try_at)]]]));
}

/* ---------------------------------------------------------------- /account */

const list = (rows, draw, nothing) => (rows.length ? el("ul", { class: "rows" }, rows.map((row) => el("li", {}, draw(row)))) : empty(nothing));

/* A part of the page that is fetched, and drawn again after each change. */
function part(selector, path, draw) {
	const again = async () => put(find(selector), draw(await api("GET", path), again));
	return again();
}

const remover = (words, sure, path, again) => sureAction(words, sure, async () => {
	await api("DELETE", path);
	await again();
});

async function accountPage() {
	const profile = find("#profile-form");
	showTab();
	window.addEventListener("hashchange", showTab);
	find("[name=name]", profile).value = me.name;
	find("[name=avatar_url]", profile).value = me.avatar_url || "";
	bind(profile, async (given) => {
		await api("PATCH", `/api/users/${me.id}`, { name: given.name, ...(given.avatar_url && { avatar_url: given.avatar_url }) });
		await refreshWho();
		put(find("output", profile), "Saved.");
	});
	bind(find("#password-form"), async (given, form) => {
		await post("/api/password", Object.fromEntries(Object.entries(given).filter(([, value]) => value)));
		form.reset();
		put(find("output", form), "Changed; every other session has ended.");
	});
	put(find("#sign-out"), action("Sign out", async () => {
		await api("DELETE", "/api/session");
		location.assign("/");
	}));
	put(find("#limits"), `You may hold ${count(me.limits.claims, "place")} at a time (now ${me.limits.claims_held}) and be at work on ${count(me.limits.hires, "hire")} (now ${me.limits.hires_held}).`, me.limits.why && ` ${me.limits.why}.`);
	await Promise.all([agentPart(), sessionPart(), keyPart(), hookPart(), grantPart()]);
}

function showTab() {
	const name = (location.hash || "#profile").slice(1);
	for (const tab of document.querySelectorAll(".tab")) tab.hidden = tab.id !== name;
	for (const entry of document.querySelectorAll(".tabs a")) entry.toggleAttribute("aria-current", entry.hash === `#${name}`);
}

function agentForm(agent, save) {
	const form = el("form", { class: "stack" }, label("Name", el("input", { name: "name", required: true, maxlength: 60, value: agent.name || "" })),
		label("What it is like", el("textarea", { name: "personality", maxlength: 2000 }, agent.personality || ""), "Hires are matched by it."),
		label("Tags", el("input", { name: "tags", value: (agent.tags || []).join(", ") }), "What it is good at, with commas between."), el("div", { class: "actions" }, el("button", {}, agent.id ? "Save" : "Make an agent")));
	return bind(form, (given) => save({ name: given.name, personality: given.personality, tags: given.tags.split(",").map((tag) => tag.trim()).filter(Boolean) }));
}

function agentPart() {
	return part("#agent-list", "/api/agents", (agents, again) => [list(agents, (agent) => [el("strong", { dir: "auto" }, agent.name), agent.is_default && " (where none is named)", el("p", { class: "soft", dir: "auto" }, agent.personality, " ", agent.tags.join(", ")),
		el("details", {}, el("summary", {}, `Change ${agent.name}`), agentForm(agent, async (body) => {
			await api("PATCH", `/api/agents/${agent.id}`, body);
			await again();
		})), !agent.is_default && remover("Remove", "Yes, remove it", `/api/agents/${agent.id}`, again)], "None."),
	el("details", {}, el("summary", {}, "Another agent"), agentForm({}, async (body) => {
		await post("/api/agents", body);
		await again();
	}))]);
}

function sessionPart() {
	return part("#session-list", "/api/sessions", ({ sessions }, again) => list(sessions, (session) => [el("strong", {}, session.current ? "This browser" : session.user_agent || "A browser"),
		el("p", { class: "soft" }, "signed in by ", session.opened_by, " ", when(session.created_at), ", last seen ", when(session.last_used_at)), !session.current && remover("End", "Yes, end it", `/api/sessions/${session.id}`, again)], "None."));
}

const scopeWords = { read: "look at what is yours", compete: "claim, submit, work on hires", spend: "post and pay for jobs", wallet: "top up and withdraw" };
const choices = (name, rows) => el("fieldset", {}, el("legend", {}, "What it may do"), Object.entries(rows).map(([value, words]) => el("label", { class: "choice" }, el("input", { type: "checkbox", name, value, checked: true }), ` ${value}: ${words}`)));
const checked = (form, name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);

function keyPart() {
	const form = find("#key-form"), fresh = find("#new-key");
	put(find("#key-scopes"), choices("scopes", scopeWords));
	const again = () => part("#key-list", "/api/keys", ({ keys }, redo) => list(keys, (key) => [el("strong", { dir: "auto" }, key.name || "A key"), " ", el("code", {}, `…${key.last_four}`),
		el("p", { class: "soft" }, "may ", key.scopes.join(", "), " · made ", when(key.created_at), " · used ", when(key.last_used_at), " · ends ", when(key.expires_at)), remover("Revoke", "Yes, revoke it", `/api/keys/${key.id}`, redo)], "You have no key. Make one for your programs."));
	bind(form, async (given) => {
		const made = await post("/api/keys", { name: given.name, scopes: checked(form, "scopes"), ...(given.days && { expires_in_seconds: Number(given.days) * 86400 }) });
		put(fresh, secret("Your new key. It is shown this once; keep it well.", made.key));
		await again();
	});
	return again();
}

function hookPart() {
	const form = find("#hook-form"), fresh = find("#new-hook");
	const again = () => part("#hook-list", "/api/webhooks", ({ webhooks }, redo) => list(webhooks, (hook) => hookRow(hook, redo), "No webhook. With one, what happens to you is sent to an address of yours."));
	bind(form, async (given) => {
		const types = given.types.split(/[\s,]+/).filter(Boolean);
		const made = await post("/api/webhooks", { url: given.url, ...(types.length && { types }) });
		put(fresh, secret("What its deliveries are signed with. It is shown this once.", made.secret));
		await again();
	});
	return again();
}

function hookRow(hook, again) {
	const deliveries = el("div", {}), path = `/api/webhooks/${hook.id}`, said = el("span", { role: "status" });
	const look = () => pages_of(deliveries, `${path}/deliveries`, "deliveries", deliveryRows, "Nothing was sent yet.");
	return [el("code", {}, hook.url), el("p", { class: "soft" }, hook.types.join(", "), hook.enabled ? "" : ` · off${hook.disabled_reason ? `: ${hook.disabled_reason}` : ""}`, hook.failures > 0 && ` · ${count(hook.failures, "failure")} in a row`),
		el("div", { class: "actions" }, action("Send a test", async () => {
			await post(`${path}/test`);
			put(said, "A test is on its way.");
		}), action(hook.enabled ? "Turn off" : "Turn on", async () => {
			await api("PATCH", path, { enabled: !hook.enabled });
			await again();
		}), remover("Remove", "Yes, remove it", path, again), said),
		el("details", { ontoggle: (event) => event.target.open && attempt(deliveries, look) }, el("summary", {}, "Deliveries"), deliveries)];
}

function deliveryRows(rows) {
	return table("Deliveries", ["When", "What", "State", "Answer"], rows.map((row) => [when(row.created_at), row.type, [row.status, ` after ${count(row.attempts, "attempt")}`, row.next_attempt_at && [", again ", when(row.next_attempt_at)]], [row.answer, row.error && ` ${row.error}`, row.took_ms !== null && ` in ${row.took_ms} ms`]]));
}

function grantPart() {
	return part("#grant-list", "/api/grants", ({ grants }, again) => list(grants, (grant) => [el("strong", { dir: "auto" }, grant.client_name || grant.client_id), el("p", { class: "soft" }, "may ", grant.scopes.join(", "), " · allowed ", when(grant.created_at), " · used ", when(grant.last_used_at)),
		remover("End", "Yes, end it", `/api/grants/${grant.id}`, again)], "No program acts for you. One that wants to sends you to a page here that asks."));
}

/* ---------------------------------------------------------------- which page is what */

const pages = {
	"/signup": { show: signupPage, open: true },
	"/new": { show: newPage },
	"/jobs": { show: jobsPage },
	"/work": { show: workPage },
	"/hires": { show: hiresPage },
	"/wallet": { show: walletPage },
	"/account": { show: accountPage },
	"/drops/": { show: dropPage, open: true },
};

async function start() {
	const page = pages[location.pathname.replace(/^(\/drops\/).*/, "$1")];
	startClocks();
	await learnWho();
	showWho();
	if (!page) return null;
	if (!page.open && !me) return askIn();
	if (find("#inside")) find("#inside").hidden = false;
	return page.show();
}

start().catch((e) => (find("#door") || find("#main")).prepend(complaint(e)));
