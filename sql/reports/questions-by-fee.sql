-- title: 收费答疑 | questions by fee item
-- question: 每项收费被问了几次,答复了几次? | How often was each fee asked about, and how often was an answer given?
SELECT fee.title, count(asked.id) AS questions, count(asked.answered_on) AS answered, max(asked.asked_on) AS last_asked_on
FROM registers.list_fee_items() AS fee LEFT JOIN LATERAL registers.list_fee_item_fee_questions(fee.id) AS asked ON true GROUP BY fee.id, fee.title ORDER BY questions DESC, fee.title COLLATE ref.pinyin;
