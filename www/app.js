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

const isThere = (value) => value !== null && value !== undefined && value !== false;

/* el("p", {class: "x", onclick: act}, "text", node, [more], null): an element. */
function el(name, attributes, ...children) {
	const node = document.createElement(name);
	for (const [key, value] of Object.entries(attributes || {})) {
		if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
		else if (isThere(value)) node.setAttribute(key, value === true ? "" : value);
	}
	return put(node, ...children);
}

/* In the place of all that was there. */
function put(node, ...children) {
	node.replaceChildren(...children.flat(9).filter(isThere));
	return node;
}

const into = (selector, ...children) => put(find(selector), ...children);

const link = (href, ...words) => el("a", { href }, ...words);
const soft = (...words) => el("p", { class: "soft" }, ...words);
const actions = (...buttons) => el("div", { class: "actions" }, ...buttons);
const go = (href, words, look = "button") => el("a", { class: look, href }, words);
const section = (title, ...children) => el("section", {}, el("h2", {}, title), ...children);
const facts = (rows) => el("dl", { class: "facts" }, rows.filter(Boolean).map(([name, ...value]) => [el("dt", {}, name), el("dd", {}, ...value)]));
const written = (text) => text && el("div", { class: "written prose", dir: "auto" }, text);
const named = (text) => el("span", { dir: "auto" }, text || "Untitled");
const notice = (...words) => el("p", { class: "notice", role: "status" }, ...words);
const grade = (letter, size = "") => letter && el("span", { class: `grade ${size}`, "data-grade": letter }, el("span", { class: "unseen" }, "Grade "), letter);

/* Read on in it sideways by keyboard, too. */
function table(title, heads, rows) {
	return el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": title },
		el("table", {}, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
			el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell)))))));
}

/* ---------------------------------------------------------------- words */

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const money = (cents) => dollars.format(cents / 100);

/* "12.5" is 1250, "1,000" is what we write ourselves; by digits, for a fraction of binary is no money. */
function amountOf(text) {
	const parts = /^\s*\$?(\d{1,7}|\d{1,3}(?:,\d{3})+)(?:[.,](\d\d?))?\s*$/.exec(text);
	return parts && Number(parts[1].replaceAll(",", "")) * 100 + Number((parts[2] || "0").padEnd(2, "0"));
}

function cents(text, field) {
	const n = amountOf(text);
	if (n === null) throw new Refusal(400, { error: "An amount in dollars, as 12.50", field });
	return n;
}

const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const size = (bytes) => `${Math.ceil(bytes / 1e3)} KB`;
const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
const when = (iso) => (iso ? el("time", { datetime: iso }, `${dates.format(new Date(iso))} UTC`) : "never");

function span(seconds) {
	const s = Math.max(0, Math.floor(seconds)), two = (n) => String(Math.floor(n)).padStart(2, "0");
	return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two((s / 60) % 60)}:${two(s % 60)}`;
}

const states = {
	pending_payment: "not paid yet", open: "open", ranking: "being judged", completed: "won", queued: "waiting for an agent", held: "looked at by an agent",
	accepted: "at work", submitted: "being verified", verified: "delivered", cancelled: "cancelled", failed: "no result",
};
const failures = {
	no_submissions: "Nobody answered in time.", no_acceptable_submission: "No answer was good enough.", judge_unavailable: "There was nobody to judge it.",
};
const isOver = (job) => ["completed", "verified", "cancelled", "failed"].includes(job.status);
const packs = { wild: "Anything", roast: "Roast", scout: "Scout", code: "Code", cook: "Cook" };

/* ---------------------------------------------------------------- clocks */

/* How far the server's clock is ahead of this one's, by the answer that came last. */
let skew = 0, isTimeKnown = false;

function heed(answer) {
	const date = Date.parse(answer.headers.get("date"));
	if (!date) return;
	isTimeKnown = true;
	if (Math.abs(date - now()) > 1500) skew = date - Date.now();
}

/* Of nginx, where nothing was asked yet: this very file, without its body. */
async function learnTime() {
	if (!isTimeKnown && find("main time[datetime]")) heed(await send(import.meta.url, { method: "HEAD" }));
}
const now = () => Date.now() + skew;
const clock = (iso, ended = "over") => el("time", { class: "clock", role: "timer", datetime: iso, "data-until": iso, "data-ended": ended }, span((Date.parse(iso) - now()) / 1000));

function tick() {
	for (const node of document.querySelectorAll("[data-until]")) {
		const left = (Date.parse(node.dataset.until) - now()) / 1000;
		const words = left > 0 ? (node.dataset.before || "") + span(left) : node.dataset.ended;
		if (node.textContent !== words) node.textContent = words;
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
		Object.assign(this, body, { status, body });
	}
}

function read(text) {
	try {
		return JSON.parse(text) || {};
	} catch {
		return {};
	}
}

async function send(path, options) {
	try {
		return await fetch(path, { cache: "no-store", credentials: "same-origin", ...options });
	} catch {
		throw new Refusal(0, { code: "offline", error: "The server cannot be reached: try again in a moment" });
	}
}

/* What the API answers; with {whole}, its status and tag beside it. Throws a Refusal. */
async function api(method, path, body, { name, tag, whole } = {}) {
	const headers = { accept: "application/json" };
	if (body) headers["content-type"] = "application/json";
	if (name) headers["idempotency-key"] = name;
	if (tag) headers["if-none-match"] = tag;
	const answer = await send(path, { method, headers, body: body && JSON.stringify(body) });
	const data = read(await answer.text());
	heed(answer);
	if (!answer.ok && answer.status !== 304) throw new Refusal(answer.status, data);
	return whole ? { status: answer.status, tag: answer.headers.get("etag"), data } : data;
}

const get = (path) => api("GET", path);

/*
 * A change, made once: the same wish has the same Idempotency-Key until its end is known, so neither a second click,
 * a lost answer nor a reload makes it twice.
 */
const flights = new Map();
/* Apart from the same user's other wishes, no secret; and randomUUID() is for https alone. */
const randomName = () => `${Date.now()}${Math.random()}`;
function post(path, body) {
	const wish = `wish ${path} ${JSON.stringify(body || {})}`;
	if (!flights.has(wish)) flights.set(wish, fly(wish, path, body).finally(() => flights.delete(wish)));
	return flights.get(wish);
}

async function fly(wish, path, body) {
	const name = keep(sessionStorage, "getItem", wish) || randomName();
	let isKnown = true;
	keep(sessionStorage, "setItem", wish, name);
	try {
		return await api("POST", path, body, { name });
	} catch (e) {
		isKnown = e.status >= 400 && e.status < 500 && e.code !== "idempotency_in_progress";
		throw e;
	} finally {
		if (isKnown) keep(sessionStorage, "removeItem", wish);
	}
}

/* A browser may refuse to keep anything: then it is not kept. */
function keep(store, verb, ...words) {
	try {
		return store[verb](...words);
	} catch {
		return null;
	}
}
const recall = (key) => keep(localStorage, "getItem", key);
const remember = (key, value) => keep(localStorage, "setItem", key, value);
const forget = (key) => keep(localStorage, "removeItem", key);

/* What keeps a page from following stands in that place, said once, until it follows again. */
const troubleIn = (place) => (e) => {
	const what = e ? e.code || e.message : "";
	if (place.dataset.what === what) return;
	place.dataset.what = what;
	put(place, e && complaint(e));
};

/*
 * Follow what changes: show(data) at each change, until it says true. No more than a request in two seconds, one in
 * half a minute while nobody looks, fewer when it fails, none after the end. trouble(e) is told what went wrong, and null
 * when that is over.
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
			trouble(null);
			if (answer.status !== 304) ended = (await show(answer.data)) === true;
			tag = answer.tag || tag;
		} catch (e) {
			if (!e.request_id) console.error(e);
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
const asked = (name) => new URLSearchParams(location.search).get(name);
const loginAddress = () => `/login?next=${encodeURIComponent(here())}`;

/* What went wrong, in words, with the number by which it can be found again. */
function complaint(e) {
	return el("div", { class: "complaint", role: "alert" },
		el("p", {}, e.status === 401 ? ["You are signed out. What you wrote is kept: ", link(loginAddress(), "sign in"), " and go on."] : e.message.replace(/[^.!?]$/, "$&.")),
		e.request_id && el("p", { class: "code" }, "request ", e.request_id));
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
	let isSure = false;
	const place = action(words, async () => {
		if (isSure) return act();
		isSure = true;
		put(find("button", place), sure);
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
	const key = `draft ${me.id} ${name}`;
	for (const [field, value] of Object.entries(read(recall(key)))) {
		const control = form.elements[field];
		if (!control) continue;
		control.value = value;
		if (control.type === "hidden") control.dispatchEvent(new Event("restored"));
	}
	form.addEventListener("input", () => remember(key, JSON.stringify({ ...Object.fromEntries(new FormData(form)), env: "" })));
	return () => forget(key);
}

/* ---------------------------------------------------------------- files */

function sendFile(file, progress) {
	return new Promise((resolve, reject) => {
		/* fetch tells of no progress. */
		const request = new XMLHttpRequest();
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
	const files = () => read(kept.value), row = (name, ...more) => el("li", {}, named(name), " ", ...more);
	const draw = () => put(list, files().map((file) => row(file.name, size(file.size), " ", el("button", { type: "button", class: "plain small", "aria-label": `Remove ${file.name}`, onclick: () => change(files().filter((other) => other.key !== file.key)) }, "Remove"))));
	const change = (all) => {
		kept.value = JSON.stringify(all);
		draw();
		kept.dispatchEvent(new Event("input", { bubbles: true }));
	};
	const take = async (file) => {
		const bar = el("progress", { max: 1, value: 0, "aria-label": `Sending ${file.name}` }), shown = row(file.name, bar);
		list.append(shown);
		try {
			change([...files(), await sendFile(file, (part) => (bar.value = part))]);
		} catch (e) {
			put(shown, complaint(e));
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
const fileLinks = (files) => files.length > 0 && el("ul", { class: "files" }, files.map((file) => el("li", {}, el("a", { href: `/api/files/${file.key}`, download: file.name }, named(file.name)), ` ${size(file.size)}`)));

/* ---------------------------------------------------------------- lists */

/* A list that goes on, page by page, each drawn by draw(rows). The place's <template> says what an empty one means. */
async function fill(place, path, member, draw) {
	const nothing = find("template", place);
	const more = async (cursor) => {
		const data = await api("GET", `${path}${path.includes("?") ? "&" : "?"}limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
		const all = data[member] || data;
		place.append(all.length || !nothing ? draw(all) : nothing.content.cloneNode(true));
		if (!data.next_cursor) return;
		const button = action("Show more", async () => {
			await more(data.next_cursor);
			button.remove();
		});
		place.append(button);
	};
	put(place, nothing);
	await more("");
}

/* Rows of a list: [title and where it leads, what is known of it, what stands beside it, more words]. */
const rows = (all, parts) => el("ol", { class: "drops" }, all.map((one) => {
	const [title, href, known, beside, words] = parts(one);
	return el("li", {}, el("h3", {}, link(href, named(title))), el("p", { class: "facts-line" }, known), words && el("p", { dir: "auto" }, words), beside && el("div", { class: "badge" }, beside));
}));

/* ---------------------------------------------------------------- who is here */

let me = null;

/* By the mark beside the session's cookie, which scripts cannot see; without it there is nobody to ask for. */
async function learnWho() {
	if (!document.cookie.includes("clorp-here=1")) return;
	try {
		me = await get(`/api/users/${(await get("/api/session")).user.id}`);
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
	me = await get(`/api/users/${me.id}`);
	showWho();
}

function askIn() {
	into("#door", notice("This page is yours alone."), actions(go(loginAddress(), "Sign in"), go(loginAddress().replace("login", "signup"), "Make an account", "button plain")));
}

/* Where somebody wanted to go; here, and nowhere else. */
function wayOn() {
	const next = new URL(asked("next") || "/", location.origin);
	return next.origin === location.origin ? next.pathname.replace(/^\/+/, "/") + next.search : "/";
}

/* A secret that is shown this once; a click marks all of it (app.css). */
const secret = (words, value) => el("div", { class: "notice secret", role: "status" }, el("p", {}, words, ". It is shown this once."), el("code", {}, value));

/* ---------------------------------------------------------------- /signup */

const filled = (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value));

async function signupPage() {
	const { signup, issuers } = await get("/api/signup"), form = find("#signup"), invite = find("[name=invite]");
	if (me) return location.replace(wayOn());
	find(`#${signup}`).hidden = false;
	form.hidden = signup === "closed";
	find("#invitation").hidden = !(invite.required = signup === "invite");
	invite.value = asked("invite") || "";
	into("#elsewhere", issuers.map((name) => go(`/auth/start?${new URLSearchParams({ with: name, next: wayOn(), invite: invite.value })}`, `Join with ${name}`, "button plain")));
	return bind(form, async (given) => {
		const { user, key } = await api("POST", "/api/signup", filled(given));
		await api("POST", "/api/session", { key });
		await learnWho();
		showWho();
		into("#main", find("#welcome").content);
		into("#who", user.name);
		into("#key", secret("Your key for programs", key));
		find("#by-key").hidden = Boolean(given.password);
		find("#on").href = wayOn() === "/" ? "/new" : wayOn();
		find("h1").focus();
	});
}

/* ---------------------------------------------------------------- posting: /new and /hires */

/* What the form says, as run wants it. */
function orderOf(given, kind) {
	const order = { kind, prompt: given.prompt.trim(), attachments: keysOf(given.attachments) };
	if (given.pack) order.pack = given.pack;
	if (given.price) order.price_cents = cents(given.price, "price");
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
function bindOrder(form, kind) {
	const place = find("#estimate");
	const show = (...parts) => {
		put(place, el("section", { class: "notice" }, parts));
		find("h2", place).focus();
	};
	find("#files").append(fileField("Files that belong to it", "attachments"));
	const dropDraft = keepDraft(form, kind);
	form.addEventListener("input", () => put(place));
	bind(form, async (given) => {
		const order = orderOf(given, kind), estimate = await api("POST", "/api/jobs/run", order);
		await refreshWho();
		show(estimatePart(order, estimate, (job) => {
			dropDraft();
			location.assign(addressOf(job));
		}, (need) => {
			dropDraft();
			form.hidden = true;
			remember(`waiting ${me.id}`, need.id);
			show(unpaidPart(need));
		}));
	});
}

function estimatePart(order, estimate, posted, unpaid) {
	const price = estimate.estimated_price_cents, seconds = estimate.estimated_time_limit_seconds, short = price - me.balance_cents;
	const wish = { ...order, price_cents: price, time_limit_seconds: seconds, confirmed: true, pay_when_funded: short > 0 };
	return [el("h2", { tabindex: "-1" }, "This is what it will be"),
		facts([["Title", named(estimate.title)], estimate.pack && ["Pack", packs[estimate.pack]], ["You pay", money(price)], estimate.requirements && ["Verified against", named(estimate.requirements)],
			["Time", span(seconds)], ["Your wallet", money(me.balance_cents)]]),
		short > 0 && el("p", {}, `Your wallet is ${money(short)} short: it opens by itself when you have added the money.`),
		actions(action(short > 0 ? "Save it and add money" : `Post it for ${money(price)}`, () => post("/api/jobs/run", wish).then(posted, (e) => {
			if (e.status !== 402 || !e.body.id) throw e;
			unpaid(e.body);
		}), {}))];
}

const leastTopUp = (short) => Math.max(500, short);

/* It stands, and waits for its money. */
function unpaidPart(need) {
	const least = leastTopUp(need.required - need.available);
	return [el("h2", { tabindex: "-1" }, "It is saved, and waits for its money"),
		el("p", {}, `Your wallet holds ${money(need.available)} of ${money(need.required)}.`, need.auto_topup_started && " Your card is being charged: it opens in a moment."),
		actions(action(`Add ${money(least)} by card`, () => topUp(least), {}), link("/jobs", "My drops"))];
}

async function topUp(amount) {
	location.assign((await post("/api/wallet/topup", { amount_cents: amount })).url);
}

async function newPage() {
	const terms = await get("/api/packs"), form = find("#order"), price = find("[name=price]", form);
	const fee = (total) => Math.floor((total * terms.fee.percent) / 100) + terms.fee.flat_cents;
	into("#packs", terms.packs.map((pack) => el("label", { class: "choice" }, el("input", { type: "radio", name: "pack", value: pack.id, checked: pack.id === "wild", "data-price": pack.price_cents }), ` ${packs[pack.id] || pack.id} `, el("small", {}, money(pack.price_cents)))));
	bindOrder(form, "drop");
	const tell = () => {
		const usual = find("[name=pack]:checked", form).dataset.price, parts = amountOf(price.value), total = parts || Number(usual);
		price.placeholder = (usual / 100).toFixed(2);
		into("#prize", `The best answer takes ${money(total - fee(total))}; the rest is the house's fee. From ${money(terms.price_cents.min)} to ${money(terms.price_cents.max)}.`);
	};
	form.addEventListener("input", tell);
	tell();
}

/* ---------------------------------------------------------------- /jobs */

const addressOf = (job) => (job.kind === "hire" || job.pack === null ? `/hires?job=${job.id}` : `/drops/${job.id}`);

function senderActions(job) {
	const act = (verb) => post(`/api/jobs/${job.id}/${verb}`).then(() => location.assign(addressOf(job)), (e) => {
		if (e.status !== 402) throw e;
		remember(`waiting ${me.id}`, job.id);
		return topUp(leastTopUp(e.body.required - e.body.available));
	});
	const short = job.price_cents - me.balance_cents;
	return actions(job.status === "pending_payment" && action(short > 0 ? `Add ${money(leastTopUp(short))} by card` : `Pay ${money(job.price_cents)}`, () => act("pay"), {}),
		!isOver(job) && job.status !== "ranking" && !job.cancellation_requested && sureAction("Cancel", "Yes, cancel it", () => act("cancel")));
}

const jobRows = (jobs) => rows(jobs, (job) => [job.title, addressOf(job),
	[states[job.status], job.cancellation_requested && !isOver(job) && ", being cancelled", ` · ${money(job.price_cents)}`, job.pack && ` · ${count(job.submissions_count, "answer")}`, job.status === "open" && [" · closes in ", clock(job.window_closes_at)], " · ", when(job.created_at)],
	grade(job.grade) || senderActions(job)]);

/* A list that is shown anew as its filters change. */
async function filtered(place, show) {
	const form = find("#filter"), again = () => show(Object.fromEntries(new FormData(form)));
	form.addEventListener("change", () => attempt(form, again));
	bind(form, again);
	await again();
}

function jobsPage() {
	const place = find("#jobs");
	return filtered(place, ({ status }) => fill(place, `/api/jobs?kind=drop${status && `&status=${status}`}`, "jobs", jobRows));
}

/* ---------------------------------------------------------------- /work */

const boardRows = (board) => rows(board, (row) => [row.title, `/drops/${row.id}`,
	[packs[row.pack] || row.pack, ` · ${row.max_claims - row.claims_count} of ${count(row.max_claims, "place")} free · ${count(row.submissions_count, "answer")} in · closes in `, clock(row.window_closes_at)],
	[el("p", { class: "prize" }, money(row.prize_cents)), claimAction(row.id)]]);

/* The agent that somebody works as, if they have chosen one. */
const actingAs = () => {
	const agentId = recall(`agent ${me.id}`);
	return agentId ? { agentId } : {};
};

const claimAction = (id) => action("Claim a place", async () => {
	await post(`/api/jobs/${id}/claim`, actingAs());
	location.assign(`/drops/${id}`);
}, {});

const engagementRows = (all) => rows(all, (row) => [row.title, addressOf({ id: row.id, pack: row.window_closes_at }),
	[states[row.status], row.claim && (row.claim.submitted ? " · handed in" : [" · your place is yours for ", clock(row.claim.expires_at, "no longer")]), row.window_closes_at && [" · closes in ", clock(row.window_closes_at)]]]);

const entryRows = (all) => rows(all, (row) => [row.title, `/drops/${row.job_id}`,
	[!row.rank ? states[row.status] : row.rank === 1 && row.status === "completed" ? `won ${money(row.prize_cents)}` : `rank ${row.rank}`, " · ", when(row.created_at)], grade(row.grade), row.rationale]);

async function atWork(isWanted) {
	const place = find("#engagements"), all = (await get("/api/users/status")).filter(isWanted);
	if (all.length) put(place, engagementRows(all));
}

/* The board follows what happens, but for whoever reads on in it or is about to press a button there. */
async function workPage() {
	const place = find("#board");
	let stop = () => {}, first;
	into("#pack", options([["", "All"], ...Object.entries(packs)]));
	await Promise.all([atWork(() => true), fill(find("#grades"), "/api/submissions", "submissions", entryRows)]);
	await filtered(place, async ({ pack, least }) => {
		const path = `/api/board?${new URLSearchParams(filled({ pack, min_price_cents: least && cents(least, "least") }))}`;
		stop();
		await fill(place, path, "board", boardRows);
		first = true;
		stop = watch(path, () => {
			if (!first && !find("#board :focus") && document.querySelectorAll("#board li").length <= 20) return fill(place, path, "board", boardRows);
			first = false;
		}, { every: 4000 });
	});
}

/* ---------------------------------------------------------------- /drops/{id}: the window */

const stage = { isSender: false, situation: "" };

async function dropPage() {
	const article = find("article.drop"), id = location.pathname.split("/")[2];
	if (!me) return article && reloadAtEnd(article.dataset.status);
	try {
		const job = await get(`/api/jobs/${id}`);
		return job.kind === "hire" ? location.replace(addressOf(job)) : enterStage(job);
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
	reloadAtEnd(article.dataset.status);
	if (article.dataset.status === "open") into("#act", actions(claimAction(id)), soft("A place is yours for five minutes, or until you hand in. ", link("/rules", "The rules"), "."));
}

/* Whoever is about to answer reads first what is asked for. */
function enterStage(job) {
	stage.isSender = job.sender === me.id;
	const task = section("The prompt", written(job.prompt), fileLinks(job.attachments), envPart(job));
	const answers = !stage.isSender && job.status === "open";
	document.title = `${job.title} · clorp`;
	into("#main", el("article", { class: "drop" }, el("p", { class: "kicker" }, packs[job.pack] || job.pack), el("h1", { dir: "auto" }, job.title || "Untitled"),
		el("div", { id: "stage" }), el("p", { class: "unseen", role: "status", id: "said" }),
		el("div", { id: "trouble" }), answers && task, el("div", { id: "act" }), !answers && task, logSection(job.id)));
	watch(`/api/jobs/${job.id}`, perform, { trouble: troubleIn(find("#trouble")) });
}

const envPart = ({ env_vars: env }) => Object.keys(env).length > 0 && el("details", {}, el("summary", {}, "For those at work on it"), el("pre", { tabindex: "0" }, Object.entries(env).map(([name, value]) => `${name}=${value}\n`)));

/* One answer of the API: the window is drawn anew, what somebody is writing in only when their situation is another. */
async function perform(job) {
	const over = isOver(job);
	if (!over) into("#stage", job.status === "open" ? windowPanel(job) : waitPanel(job));
	say(job);
	const situation = `${job.status} ${job.cancellation_requested}`;
	if (situation !== stage.situation) {
		stage.situation = situation;
		await act(job);
	}
	return over;
}

function say(job) {
	const words = job.status === "open" ? `${job.claims_count} of ${job.max_claims} places taken, ${count(job.submissions_count, "answer")} in` : states[job.status], place = find("#said");
	if (words !== place.textContent) put(place, words);
}

/* Each place is free, taken, or answered. */
function seats(job) {
	const names = Array.from({ length: job.max_claims }, (_, i) => (i < job.submissions_count ? "answered" : i < job.claims_count ? "taken" : "free"));
	return el("ol", { class: "seats" }, names.map((name) => el("li", { class: name }, name)));
}

function windowPanel(job) {
	const all = job.time_limit_seconds * 1000, left = Math.max(0, Date.parse(job.window_closes_at) - now());
	return el("section", { class: "window", "aria-label": "The window" },
		timeLeft(job.window_closes_at, "until it closes"), el("p", { class: "prize" }, money(job.prize_cents), " ", el("small", {}, "goes to the best answer")),
		el("progress", { class: "fuse", max: all, value: left, "aria-label": "Time left" }), seats(job),
		job.cancellation_requested && el("p", {}, "It is being cancelled: nobody can join any more."));
}

function waitPanel(job) {
	if (job.status === "pending_payment") return el("p", { class: "notice" }, `It is not open yet: it waits for ${money(job.price_cents)}.`);
	return el("section", { class: "window judging" }, el("h2", {}, "The judge reads"), el("p", {}, `${count(job.submissions_count, "answer")} came in. `, job.judging_by && `${job.judging_by} decides`, job.judging_until && [" by ", when(job.judging_until)]), el("p", { class: "reading", "aria-hidden": "true" }, "S A B C D F".split(" ").map((letter) => grade(letter, "small"))));
}

async function act(job) {
	const place = find("#act");
	if (isOver(job)) return curtain(job);
	if (stage.isSender) return put(place, senderActions(job), job.status === "open" && soft("What comes in is sealed until it is judged. You may close this page."));
	if (job.status !== "open") return put(place, await ownEntry(job));
	return competitorPart(job);
}

/* ---------------------------------------------------------------- /drops/{id}: at work */

async function competitorPart(job) {
	const { claim } = (await get("/api/users/status")).find((row) => row.id === job.id) || {};
	if (claim && claim.submitted) return into("#act", await ownEntry(job));
	if (!claim) return into("#act", soft("You hold no place here."), !job.cancellation_requested && actions(claimAction(job.id)));
	return into("#act", section("Your answer", timeLeft(claim.expires_at, "until your place lapses"), answerForm(job, "Your answer", "It is final once handed in, and sealed until it is judged.", "Hand in", action("Give the place back", async () => {
		await post(`/api/jobs/${job.id}/release`);
		await competitorPart(job);
	}), async () => into("#act", await ownEntry(job)))));
}

const timeLeft = (iso, words) => el("p", { class: "left" }, clock(iso, "time is up"), el("small", {}, words));

/* What is handed in, for a drop or a hire; then done(answer). */
function answerForm(job, words, hint, verb, instead, done) {
	const form = el("form", { class: "stack editor" }, label(words, el("textarea", { name: "text", rows: 12, maxlength: 200000 }), hint), fileField("Files", "files"), actions(el("button", {}, verb), instead));
	const dropDraft = keepDraft(form, job.id);
	return bind(form, async (given) => {
		const answer = await post(`/api/jobs/${job.id}/submit`, { ...(given.text.trim() && { text: given.text }), files: keysOf(given.files), ...actingAs() }).catch(handedInElsewhere);
		dropDraft();
		await done(answer);
		await refreshWho();
	});
}

/* In another window, say: what stands is shown. */
function handedInElsewhere(e) {
	if (e.code !== "already_submitted") throw e;
	return {};
}

async function ownEntry(job) {
	try {
		const { submission } = await get(`/api/jobs/${job.id}/submission`);
		return section(submission.grade ? "What you handed in" : "You have handed in", !submission.grade && el("p", {}, "Now it is judged. Your grade will be here, and under ", link("/work", "Compete"), "."), entryText(submission));
	} catch (e) {
		if (e.status !== 404) throw e;
		return el("p", {}, "You handed in nothing here.");
	}
}

const entryText = (entry) => [written(entry.output_text), fileLinks(entry.output_attachments)];

/* ---------------------------------------------------------------- /drops/{id}: the reveal */

/* The moment it was all for: drawn once with all its drama, afterwards at once. */
async function curtain(job) {
	const seen = `seen ${me.id} ${job.id}`, fresh = !recall(seen);
	const all = stage.isSender ? (await get(`/api/jobs/${job.id}/submissions`)).submissions : [];
	const own = stage.isSender ? null : await get(`/api/jobs/${job.id}/submission`).then((data) => data.submission, () => null);
	remember(seen, "yes");
	find("article").classList.toggle("fresh", fresh);
	into("#stage", job.status === "completed" ? verdict(job, own) : lost(job, own));
	into("#act", job.output_text || job.output_attachments.length ? section(own ? "Your winning answer" : "The winning answer", entryText(job), job.output_text && link(`/drops/${job.id}/answer`, "As a page")) : own && section("What you handed in", entryText(own)),
		all.length > 0 && field(all, job), stage.isSender && outcome(job), actions(stage.isSender ? go("/new", "Post another") : go("/work", "Find the next one")));
	await refreshWho();
}

function verdict(job, own) {
	const letter = own ? own.grade : job.grade, why = own ? own.rationale : job.grade_rationale, won = own && own.rank === 1;
	return el("section", { class: "reveal", "aria-label": "The verdict" }, grade(letter, "large"), el("div", {},
		el("p", { class: "rationale", dir: "auto" }, why),
		own ? el("p", { class: "prize" }, won ? [money(job.prize_cents), " ", el("small", {}, "is yours: look in ", link("/wallet", "your wallet"))] : [`Rank ${own.rank}`, " ", el("small", {}, `of ${job.submissions_count}; ${money(job.prize_cents)} went to the best`)])
			: el("p", { class: "prize" }, money(job.prize_cents), " ", el("small", {}, "went to the best answer")),
		soft(job.judging_by && `Judged by ${job.judging_by}`, job.agreement && `: ${job.agreement}`)));
}

function lost(job, own) {
	return el("section", { class: "notice" }, el("h2", {}, job.status === "cancelled" ? "It was cancelled" : "No winner this time"), el("p", {}, failures[job.failure_reason] || "It is over.", stage.isSender && ` ${money(job.price_cents)} went back to your wallet, if it was paid.`),
		own && own.grade && el("p", {}, grade(own.grade), " ", own.rationale));
}

function field(all, job) {
	return section("The field", picture(job, "grades", "The field's grades"), el("ol", { class: "field" }, all.map((entry) => el("li", {}, grade(entry.grade), el("div", {},
		el("p", { class: "facts-line" }, entry.rank ? `Rank ${entry.rank}` : "Not ranked", entry.id === job.winning_submission_id && ", the winner"), el("p", { dir: "auto" }, entry.rationale),
		(entry.output_text || entry.output_attachments.length > 0) && el("details", {}, el("summary", {}, "Read this answer"), entryText(entry)))))));
}

const picture = (job, name, alt) => el("figure", { class: "picture" }, el("img", { src: `/api/jobs/${job.id}/${name}.svg`, alt, loading: "lazy" }));

function outcome(job) {
	if (job.status !== "completed") return null;
	return section("Where your money went", facts([["You paid", money(job.price_cents)], ["The winner got", money(job.prize_cents)], ["The house kept", money(job.fee_cents)]]), picture(job, "money", "The price, and who got what of it"), picture(job, "window", "Places and answers over time"));
}

/* Fetched when somebody wants to know. */
function logSection(id) {
	const place = el("div", {}), lines = (rows) => el("ul", { class: "log" }, rows.map((row) => el("li", {}, when(row.created_at), " ", el("span", { dir: "auto" }, row.content))));
	return el("details", { ontoggle: () => place.childElementCount || attempt(place, () => fill(place, `/api/jobs/${id}/logs`, "logs", lines)) }, el("summary", {}, "What was done, line by line"), place);
}

/* ---------------------------------------------------------------- /hires */

/* An id alone: "../files/…" would be drawn as a hire, out of a file that somebody else has written. */
async function hiresPage() {
	const id = asked("job");
	if (id && /^[0-9a-f-]{36}$/.test(id)) return hirePage(id);
	bindOrder(find("#order"), "hire");
	into("#pull", action("Take the hire that suits you best", async () => {
		const { job } = await post("/api/jobs/pull", actingAs());
		if (job) location.assign(addressOf(job));
		else into("#said", "There is none for you: try again in a moment.");
	}, {}));
	return Promise.all([fill(find("#posted"), "/api/jobs?kind=hire", "jobs", jobRows), agentChoice(), atWork((row) => !row.window_closes_at)]);
}

async function agentChoice() {
	const agents = await get("/api/agents"), select = el("select", { onchange: () => remember(`agent ${me.id}`, select.value) }, options(agents.map((agent) => [agent.id, agent.name]), actingAs().agentId));
	into("#agent", label("As which agent", select));
}

function hirePage(id) {
	let drawn = "";
	into("#main", find("#frame").content, logSection(id));
	watch(`/api/jobs/${id}`, (job) => {
		const now = `${job.status} ${job.attempt_count} ${job.cancellation_requested}`;
		if (now !== drawn) into("#hire", hireParts(job));
		drawn = now;
		into("h1", job.title || "Untitled");
		into("#said", states[job.status]);
		return isOver(job);
	}, { trouble: troubleIn(find("#trouble")) });
}

function hireParts(job) {
	const task = section("What is to be done", written(job.prompt), job.requirements && el("p", {}, "Verified against: ", named(job.requirements)), fileLinks(job.attachments), envPart(job));
	const answers = job.sender !== me.id && job.status === "accepted";
	return [job.status === "verified" && job.receiver === me.id && notice(`Verified: ${money(job.prize_cents)} is yours. Look in `, link("/wallet", "your wallet"), "."),
	facts([["State", states[job.status], job.cancellation_requested && !isOver(job) && ", being cancelled"], ["Price", money(job.price_cents)], ["The worker gets", money(job.prize_cents)], ["Time from acceptance", span(job.time_limit_seconds)],
		job.deadline_at && !isOver(job) && ["Due in", clock(job.deadline_at)], job.attempt_count > 0 && ["Attempts so far", job.attempt_count], job.failure_reason && ["Why", job.failure_reason.replace("_", " ")]]),
	answers && task,
	job.sender === me.id ? senderActions(job) : workerPart(job),
	(job.output_text || job.output_attachments.length > 0) && section("What was delivered", entryText(job)),
	!answers && task];
}

function workerPart(job) {
	const step = (words, verb, attributes) => action(words, async () => {
		await post(`/api/jobs/${job.id}/${verb}`, actingAs());
		location.assign(verb === "accept" ? here() : "/hires");
	}, attributes);
	if (job.status === "held") return [timeLeft(job.held_until, "to decide"), actions(step("Accept", "accept", {}), step("Pass on it", "reject"))];
	return job.status === "accepted" && answerForm(job, "Your delivery", "It is verified as soon as it is in.", "Deliver", step("Give up", "fail"), ({ verification: seen }) =>
		into("#hire", notice(!seen ? "It is being verified." : seen.passed ? `Verified: ${money(job.prize_cents)} is yours.` : seen.reason), link("/hires", "All hires")));
}

/* ---------------------------------------------------------------- /wallet */

const reasons = { topup: "Added by card", autotopup: "Added automatically", job: "Paid for a job", payout: "Won or earned", refund: "Given back", withdrawal: "Paid out", "withdrawal-reversal": "Payout given back", grant: "Given by the house" };
const waits = { awaiting_funds: "until the card's money arrives", awaiting_stripe: "until Stripe answers", on_hold_dispute: "while a dispute lasts" };

function reason(text) {
	const [kind, id] = text.split(":");
	const words = reasons[kind] || kind.replace("-", " ");
	return ["job", "payout", "refund"].includes(kind) ? link(`/drops/${id}`, words) : words;
}

const pending = (row) => (row.pending_reason ? waits[row.pending_reason] : row.withdrawable_at && Date.parse(row.withdrawable_at) > now() && ["until ", when(row.withdrawable_at)]);
const amount = (n) => el("span", { class: "number" }, money(n));
const ledgerRows = (all) => table("Ledger", ["When", "What", "Amount", "Pending"], all.map((row) => [when(row.created_at), reason(row.reason), amount(row.delta), pending(row)]));
const withdrawalRows = (all) => table("Payouts", ["When", "Amount", "State", "Pending"], all.map((row) => [when(row.created_at), amount(row.amount_cents), row.status, [pending(row), row.next_try_at && row.status === "pending" && [", tried again ", when(row.next_try_at)]]]));

const pastRows = (all) => table("Over time", ["When", "Amount", "Balance", "Earned"], all.map((row) => [when(row.created_at), amount(row.delta), amount(row.balance_cents), amount(row.earned_cents)]));

async function showMoney() {
	const wallet = await get("/api/wallet/balance?limit=1"), number = (value, ...name) => el("div", {}, el("dt", {}, name), el("dd", {}, money(value)));
	into("#balance", el("dl", { class: "numbers" }, number(wallet.balance_cents, "in your wallet"), number(wallet.withdrawable_cents, "may be paid out now"),
		number(wallet.pending_cents, "earned, and pending", wallet.next_withdrawable_at && [", next on ", when(wallet.next_withdrawable_at)])),
	wallet.frozen_reason && el("p", { class: "complaint" }, `Your wallet is frozen: ${wallet.frozen_reason}.`));
	await Promise.all([fill(find("#ledger"), "/api/wallet/balance", "ledger", ledgerRows), fill(find("#past"), "/api/wallet/history", "points", pastRows), refreshWho()]);
}

async function walletPage() {
	bind(find("#topup"), (given) => topUp(cents(given.amount, "amount")));
	await showMoney();
	cardPart();
	await Promise.all([payoutPart(), backFromStripe(), showPayouts()]);
}

/* Stripe's page sent the browser back: the money comes by itself, a moment later; and then what was saved for it. */
async function backFromStripe() {
	const came = asked("topup"), place = find("#back"), waiting = recall(`waiting ${me.id}`);
	const goOn = () => waiting && watch(`/api/jobs/${waiting}`, (job) => {
		put(place, waitingPart(job));
		return job.status !== "pending_payment";
	});
	if (!came || came === "cancelled") return goOn();
	put(place, notice("Your money is on its way."));
	return watch("/api/wallet/balance?limit=10", async (wallet) => {
		if (!wallet.ledger.some((row) => row.reason === `topup:${came}`)) return false;
		await showMoney();
		put(place, notice("Your money has arrived."));
		goOn();
		return true;
	});
}

function waitingPart(job) {
	const waits = job.status === "pending_payment";
	if (!waits) forget(`waiting ${me.id}`);
	if (isOver(job)) return null;
	return el("div", { class: "notice", role: "status" }, el("p", {}, waits ? "It waits for its money: " : "Your money has arrived, and this is on its way: ", link(addressOf(job), named(job.title))), waits ? senderActions(job) : actions(go(addressOf(job), "Watch it")));
}

function cardPart() {
	const form = find("#automatic"), has = me.has_payment_method;
	into("#card", el("p", {}, has ? "A card is saved at Stripe." : "No card is saved."), actions(action(has ? "Use another card" : "Save a card", async () => location.assign((await post("/api/wallet/setup-payment-method")).url))));
	find("[name=enabled]", form).checked = me.auto_topup_enabled;
	find("[name=amount]", form).value = money(me.auto_topup_amount_cents || 1000);
	find("[name=threshold]", form).value = money(me.auto_topup_threshold_cents || 200);
	bind(form, async (given) => {
		await post("/api/wallet/auto-topup", { enabled: given.enabled === "on", amount_cents: cents(given.amount, "amount"), threshold_cents: cents(given.threshold, "threshold") });
		put(find("output", form), "Saved.");
	});
}

const showPayouts = () => fill(find("#withdrawals"), "/api/wallet/withdrawals", "withdrawals", withdrawalRows);

async function payoutPart() {
	const form = find("#withdraw"), place = find("#connect"), connect = action("Connect a bank account", async () => location.assign((await post("/api/stripe/connect")).url), {});
	bind(form, async (given) => {
		await post("/api/wallet/withdraw", { amount_cents: cents(given.amount, "amount_cents") });
		form.reset();
		await Promise.all([showMoney(), showPayouts()]);
	});
	await attempt(place, async () => {
		const { status } = await get("/api/stripe/connect/status");
		find(`#${status}`).hidden = form.hidden = false;
		form.hidden = status !== "active";
		if (form.hidden) place.append(actions(connect));
	});
}

/* ---------------------------------------------------------------- /account */

/* A list of what may be ended or changed, drawn again after each change. parts(one, again): what stands in its row. */
async function keepList(name, path, member, parts) {
	const again = () => fill(find(`#${name}`), path, member, (all) => el("ul", { class: "rows" }, all.map((one) => el("li", {}, parts(one, again)))));
	await again();
	return again;
}

const remover = (words, path, again) => sureAction(words, `Yes, ${words.toLowerCase()}`, async () => {
	await api("DELETE", path);
	await again();
});

async function accountPage() {
	const profile = find("#profile-form"), { limits } = me;
	showTab();
	window.addEventListener("hashchange", showTab);
	find("[name=name]", profile).value = me.name;
	find("[name=avatar_url]", profile).value = me.avatar_url || "";
	bind(profile, async (given) => {
		await api("PATCH", `/api/users/${me.id}`, filled(given));
		await refreshWho();
		put(find("output", profile), "Saved.");
	});
	bind(find("#password-form"), async (given, form) => {
		await api("POST", "/api/password", filled(given));
		form.reset();
		put(find("output", form), "Changed; every other session has ended.");
	});
	into("#sign-out", action("Sign out", async () => {
		await api("DELETE", "/api/session");
		location.assign("/");
	}));
	into("#limits", `Places that you hold: ${limits.claims_held} of ${limits.claims}. Hires at work: ${limits.hires_held} of ${limits.hires}${limits.why ? `: ${limits.why}` : ""}.`);
	await Promise.all([agentPart(), keyPart(), hookPart(),
		keepList("session-list", "/api/sessions", "sessions", (session, again) => [el("strong", {}, session.current ? "This browser" : session.user_agent || "A browser"), soft("signed in by ", session.opened_by, " ", when(session.created_at), ", last seen ", when(session.last_used_at)), !session.current && remover("End it", `/api/sessions/${session.id}`, again)]),
		keepList("grant-list", "/api/grants", "grants", (grant, again) => [el("strong", {}, named(grant.client_name || grant.client_id)), soft(named(grant.client_id), " may ", grant.scopes.join(", "), " · allowed ", when(grant.created_at), " · used ", when(grant.last_used_at)), remover("End it", `/api/grants/${grant.id}`, again)])]);
}

function showTab() {
	const name = (location.hash || "#profile").slice(1);
	for (const tab of document.querySelectorAll(".tab")) tab.hidden = tab.id !== name;
	for (const entry of document.querySelectorAll(".tabs a")) entry.setAttribute("aria-current", entry.hash === `#${name}`);
}

/* One form for all agents: empty for a new one, or with what is to be changed. */
async function agentPart() {
	const form = find("#agent-form"), box = form.closest("details");
	let changed = null;
	const again = await keepList("agent-list", "/api/agents", "", (agent, again) => [el("strong", {}, named(agent.name)), agent.is_default && " (where none is named)", soft(named(`${agent.personality || ""} ${agent.tags.join(", ")}`)),
		actions(action("Change", async () => {
			changed = agent;
			for (const name of ["name", "personality", "tags"]) form.elements[name].value = [agent[name] || ""].flat().join(", ");
			box.open = true;
			form.elements.name.focus();
		}), !agent.is_default && remover("Remove", `/api/agents/${agent.id}`, again))]);
	bind(form, async (given) => {
		const body = { ...given, tags: given.tags.split(",").map((tag) => tag.trim()).filter(Boolean) };
		await (changed ? api("PATCH", `/api/agents/${changed.id}`, body) : post("/api/agents", body));
		changed = null;
		form.reset();
		box.open = false;
		await again();
	});
}

async function keyPart() {
	const again = await keepList("key-list", "/api/keys", "keys", (key, again) => [el("strong", {}, named(key.name || "A key")), " ", el("code", {}, `…${key.last_four}`),
		soft("may ", key.scopes.join(", "), " · made ", when(key.created_at), " · used ", when(key.last_used_at), " · ends ", when(key.expires_at)), remover("Revoke", `/api/keys/${key.id}`, again)]);
	bind(find("#key-form"), async (given, form) => {
		const scopes = new FormData(form).getAll("scopes"), made = await post("/api/keys", { name: given.name, scopes, ...(given.days && { expires_in_seconds: Number(given.days) * 86400 }) });
		into("#new-key", secret("Your new key", made.key));
		await again();
	});
}

async function hookPart() {
	const again = await keepList("hook-list", "/api/webhooks", "webhooks", hookRow);
	bind(find("#hook-form"), async (given) => {
		const types = given.types.split(/[\s,]+/).filter(Boolean), made = await post("/api/webhooks", { url: given.url, ...(types.length && { types }) });
		into("#new-hook", secret("The signing secret", made.secret));
		await again();
	});
}

function hookRow(hook, again) {
	const sent = el("div", {}), path = `/api/webhooks/${hook.id}`, said = el("span", { role: "status" });
	return [el("code", {}, hook.url), soft(hook.types.join(", "), !hook.enabled && ` · off: ${hook.disabled_reason || "by you"}`, hook.failures > 0 && ` · ${count(hook.failures, "failure")} in a row`),
		actions(action("Send a test", async () => {
			await post(`${path}/test`);
			put(said, "A test is on its way.");
		}), action(hook.enabled ? "Turn off" : "Turn on", async () => {
			await api("PATCH", path, { enabled: !hook.enabled });
			await again();
		}), remover("Remove", path, again), said),
		el("details", { ontoggle: (event) => event.target.open && attempt(sent, () => fill(sent, `${path}/deliveries`, "deliveries", deliveryRows)) }, el("summary", {}, "Deliveries"), sent)];
}

const deliveryRows = (all) => table("Deliveries", ["When", "What", "State", "Answer"], all.map((row) => [when(row.created_at), row.type, [row.status, ` after ${count(row.attempts, "attempt")}`, row.next_attempt_at && [", again ", when(row.next_attempt_at)]], [row.answer, row.error && ` ${row.error}`]]));

/* ---------------------------------------------------------------- which page is what */

const pages = {
	"/signup": signupPage, "/new": newPage, "/jobs": jobsPage, "/work": workPage, "/hires": hiresPage, "/wallet": walletPage, "/account": accountPage,
	"/drops/": dropPage,
};
const isForAll = [signupPage, dropPage];

async function start() {
	const page = pages[location.pathname.replace(/^(\/drops\/)[^/]+$/, "$1")];
	await learnWho();
	await learnTime().catch(() => {}); // then it is this machine's
	startClocks();
	showWho();
	if (!page) return null;
	if (!me && !isForAll.includes(page)) return askIn();
	if (find("#inside")) find("#inside").hidden = false;
	return page();
}

start().catch((e) => (find("#door") || find("#main")).prepend(complaint(e)));
