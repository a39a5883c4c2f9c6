-- name: public_list :many
-- The three lists as the public reads them; needs nobody signed in.
-- notnull: issue, measure, result, area, published_on
SELECT issue, measure, result, area, published_on FROM work.public_list();

-- name: publication_list :many
-- Items written, published and withdrawn.
-- notnull: state_label, writer_name
SELECT item.id, item.issue_id, issue.number, item.public_issue, item.public_measure, item.public_result, item.state,
       ref.state_label('publication', item.state) AS state_label, writer.name AS writer_name, approver.name AS approver_name, item.published_on, item.expires_on
FROM work.publication_item AS item LEFT JOIN work.issue ON issue.id = item.issue_id
LEFT JOIN people.person AS writer ON writer.id = item.written_by LEFT JOIN people.person AS approver ON approver.id = item.approved_by
ORDER BY item.id DESC;

-- name: publication_leaks :many
-- What in a text could tell who a child is.
-- notnull: kind, found
SELECT kind, found FROM work.leaks(:text);

-- name: write_publication :one
-- Writes the public words of an issue.
-- notnull: item_id
SELECT work.write_publication(:issue_id, :public_issue, :public_measure, :public_result) AS item_id;

-- name: approve_publication :exec
-- Approves and publishes an item; by another than its writer.
SELECT work.approve_publication(:item_id);

-- name: withdraw_publication :exec
-- Withdraws an item.
SELECT work.withdraw_publication(:item_id);

-- name: log_publication_export :one
-- Notes that the public lists are exported, and tells how many items there are.
-- notnull: items
SELECT work.log_publication_export() AS items;
