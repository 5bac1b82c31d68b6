// A client that is made of the description, and of nothing else, plays a drop from prompt to payout.
import assert from 'node:assert/strict';
import { OpenAPIClientAxios } from 'openapi-client-axios';

const [base, ...keys] = process.argv.slice(2);

async function clientOf(key) {
	const api = new OpenAPIClientAxios({
		definition: `${base}/api/openapi.json`,
		axiosConfigDefaults: { baseURL: base, headers: key ? { Authorization: `Bearer ${key}` } : {} },
	});
	const client = await api.init();
	client.defaults.baseURL = base;
	return client;
}

const stranger = await clientOf(null);
const [sender, ...competitors] = await Promise.all(keys.map(clientOf));

const order = { prompt: 'Name three rivers, and the sea that each of them ends in.', pack: 'roast' };
const estimate = (await sender.job_run(null, order)).data;
assert.equal(estimate.needs_confirmation, true);

const job = (await sender.job_run(null, { ...order, confirmed: true })).data;
assert.equal(job.status, 'open');

const board = (await stranger.board_list()).data.board;
assert.ok(board.some((row) => row.id === job.id));

const texts = [
	'The Rhine ends in the North Sea, the Danube in the Black Sea, the Volga in the Caspian Sea.',
	'Three rivers: the Nile, which ends in the Mediterranean Sea; the Don, in the Sea of Azov; the Oder, in the Baltic Sea.',
	'The Rhone ends in the Mediterranean Sea, the Vistula in the Baltic Sea, the Dnieper in the Black Sea.',
	'The Elbe and its sea, the North Sea; the Ebro and the Mediterranean Sea; the Dniester and the Black Sea: three rivers.',
	'Rivers and the sea of each: the Po ends in the Adriatic Sea, the Seine in the Channel, the Neva in the Baltic Sea.',
];
let last;
for (const [i, competitor] of competitors.entries()) {
	const claim = (await competitor.claim_take({ id: job.id }, {})).data;
	assert.equal(claim.job_id, job.id);
	last = (await competitor.submission_create({ id: job.id }, { text: texts[i] })).data;
	assert.equal(last.submission.job_id, job.id);
}
assert.equal(last.ranking.job.status, 'completed');

const done = (await sender.job_find({ id: job.id })).data;
assert.equal(done.status, 'completed');
const mine = await Promise.all(competitors.map((c) => c.submission_find({ id: job.id })));
const ranks = mine.map((answer) => answer.data.submission.rank).sort();
assert.deepEqual(ranks, [1, 2, 3, 4, 5]);
const winner = mine.findIndex((answer) => answer.data.submission.rank === 1);
const wallet = (await competitors[winner].wallet_find()).data;
assert.equal(wallet.balance_cents, done.prize_cents);
console.log(`${done.grade}, ${done.prize_cents} cents`);
