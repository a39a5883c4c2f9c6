-- title: 赴外交流 | exchange trips
-- question: 几次赴外交流,多少人? | How many trips, with how many people?
SELECT subject, from_day, to_day, participants_names AS participants, to_day - from_day + 1 AS days FROM field.list_exchange_trips() ORDER BY from_day DESC;
