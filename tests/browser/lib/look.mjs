// What every page is held to: nothing that axe finds, dark or light, wide or narrow; no sideways scrolling;
// nothing that moves by itself where the reader asked for rest; one h1, one main, a title.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NARROW, WIDE } from './browser.mjs';
import { none } from './suite.mjs';

const axe = readFileSync(createRequire(`${process.env.BROWSER_NODE}/`).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function findings(page) {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
	const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), tags);

	return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.html.slice(0, 90)} ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`).join(' ; ')}`);
}

// What makes the page wider than its window, if anything does.
export const sideways = (page) => page.evaluate(() => {
	const { scrollWidth, clientWidth } = document.documentElement;

	if (scrollWidth <= clientWidth) return [];
	const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > clientWidth + 1);
	return [`${scrollWidth} > ${clientWidth}: ${wide.slice(0, 4).map((element) => `${element.tagName}.${element.className}`).join(' ')}`];
});

const moving = (page) => page.evaluate(() => document.getAnimations()
	.filter((animation) => animation.playState === 'running').map((animation) => `${animation.animationName ?? animation.transitionProperty} of ${animation.effect?.target?.tagName}`));

const counts = (page) => page.evaluate(() => ['h1', 'main', 'title'].map((name) => document.querySelectorAll(`${name}:not(svg *)`).length).join());

// Everything of it, as sentences: an empty list is a page as it should be.
export async function faults(page) {
	const all = [];

	for (const [size, view] of [['narrow', NARROW], ['wide', WIDE]]) {
		await page.setViewportSize(view);
		for (const colorScheme of ['dark', 'light']) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			all.push(...(await findings(page)).map((text) => `${size}, ${colorScheme}: ${text}`));
		}
		all.push(...(await sideways(page)).map((text) => `${size}: scrolls sideways: ${text}`));
	}
	all.push(...(await moving(page)).map((text) => `moves: ${text}`));
	if ((await counts(page)) !== '1,1,1') all.push(`h1, main, title: ${await counts(page)}`);
	return all;
}

export const look = async (page, name) => none(`${name} is as a page should be`, await faults(page));
