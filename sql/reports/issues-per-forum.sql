-- title: 座谈带来的问题 | issues per forum
-- question: 每次五人以上的座谈带来多少意见和问题? | How many utterances and issues came of each forum of five people or more?
SELECT held_on, registers.label_of('encounter', 'kind', kind) AS encounter_kind, with_whom, attendees, utterances, issues FROM reporting.issues_per_forum();
