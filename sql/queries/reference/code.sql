-- name: code_list :many
-- The codes of a list that are in use today.
-- notnull: label
SELECT code, ref.say(label_zh, label_en) AS label FROM ref.code WHERE list = :list AND valid @> ref.today() ORDER BY sort_order, code;
