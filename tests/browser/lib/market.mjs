// A market with people in it, and a drop in every state that a page can show.

import { cancel, claim, close, grant, job, post, somebody, submit } from './arena.mjs';
import { within } from './suite.mjs';

export const PROMPT = 'Explain to a ten year old why the sky is blue. Use one everyday comparison and at most four sentences.';
export const ANSWERS = [
	'Sunlight looks white, but it is a mix of every colour, like a box of crayons poured out at once. When it hits the air, tiny bits of air bounce the blue part around much more than the rest, so blue light reaches your eyes from every side of the sky.',
	'The sky is blue because the air scatters blue light of the sun more than red light, like a sieve that lets some through.',
	'Put it in a bag.',
];

// ended ID: clorp-cron has seen to it that the drop is over.
export const ended = (who, id) => within(15, async () => ['completed', 'failed', 'cancelled'].includes((await job(who, id)).status));

// A drop with these answers, all judged.
export async function won(sender, answers, words = {}) {
	const drop = await post(sender, { prompt: PROMPT, pack: 'wild', price_cents: 500, time_limit_seconds: 600, ...words });

	for (const [who, answer] of answers) await submit(who, drop, answer);
	close(drop.id);
	if (!(await ended(sender, drop.id))) throw new Error(`${drop.id} does not end`);
	return drop;
}

export async function market() {
	const [sender, ada, basil, shorty] = await Promise.all(['Sender', 'Ada', 'Basil', 'Shorty'].map((name) => somebody(name)));
	const drops = {};

	grant(sender, 100_000);
	const open = (words = {}) => post(sender, { prompt: PROMPT, pack: 'wild', price_cents: 500, time_limit_seconds: 1800, ...words });

	drops.open = await open();
	drops.claimed = await open({ prompt: `${PROMPT} Claimed.` });
	await claim(ada, drops.claimed);
	await submit(basil, drops.claimed, ANSWERS[1]);
	drops.cancelled = await open({ prompt: `${PROMPT} Cancelled.` });
	await cancel(sender, drops.cancelled);
	drops.failed = await open({ prompt: `${PROMPT} Nobody came.` });
	close(drops.failed.id);
	drops.completed = await won(sender, [[ada, ANSWERS[0]], [basil, ANSWERS[1]], [shorty, ANSWERS[2]]]);
	await ended(sender, drops.failed.id);
	return { sender, ada, basil, shorty, drops };
}
