<?php
// GET feed?limit=N: the feed's own query, and the same bytes as an answer.

require __DIR__ . '/market.php';

$limit = max(1, min(100, (int) ($_GET['limit'] ?? 50)));
$rows = database()->execute_query(
	'SELECT id, prompt, pack, grade, grade_rationale, price_cents, submissions_count, created_at, '
	. 'updated_at FROM jobs FORCE INDEX (jobs_feed) WHERE completed_at IS NOT NULL '
	. 'ORDER BY completed_at DESC, id DESC LIMIT ? OFFSET ?', [$limit + 1, 0])->fetch_all(MYSQLI_ASSOC);
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
if ($cursor)
	$cursor .= '.' . substr(hash('sha256', $cursor), 0, 8);
answer(200, ['feed' => $feed, 'next_cursor' => $cursor]);
