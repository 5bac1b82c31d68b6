<?php
// GET feed?limit=N: the feed's own query, and the same bytes as an answer.

require __DIR__ . '/market.php';

$limit = max(1, min(100, (int) ($_GET['limit'] ?? 50)));
$query = database()->prepare(
	'SELECT j.id, j.prompt, j.pack, j.grade, j.grade_rationale, j.price_cents, '
	. 'j.submissions_count, j.created_at, j.updated_at FROM (SELECT id, completed_at FROM jobs '
	. 'FORCE INDEX (jobs_feed) WHERE completed_at <= ? AND (completed_at < ? OR id < ?) '
	. 'ORDER BY completed_at DESC, id DESC LIMIT ' . ($limit + 1) . ' OFFSET 0) p '
	. 'JOIN jobs j ON j.id = p.id ORDER BY p.completed_at DESC, p.id DESC');
$query->execute(['9999-12-31 23:59:59.999', '9999-12-31 23:59:59.999',
	'ffffffff-ffff-ffff-ffff-ffffffffffff']);
$rows = $query->fetchAll();
$more = count($rows) > $limit;
$feed = [];

foreach (array_slice($rows, 0, $limit) as $row) {
	$row['created_at'] = wire($row['created_at']);
	$row['updated_at'] = wire($row['updated_at']);
	$feed[] = $row;
}

$last = end($feed);
$cursor = $more ? (int) round((float) (new DateTime($last['updated_at']))->format('U.v') * 1000)
	. '_' . $last['id'] : null;
answer(200, ['feed' => $feed, 'next_cursor' => $cursor]);
