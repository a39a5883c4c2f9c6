-- title: 收费项目 | fees
-- question: 每项收费的标准和依据是什么? | What is each fee, and what does it rest on?
SELECT title, amount, per, from_day, to_day FROM registers.list_fee_items() ORDER BY title;
