-- title: 渠道成效 | channel yield
-- question: 各渠道听到多少意见,多少成了问题,多少销号、满意? | How many utterances of each channel became issues, were signed off, satisfied?
SELECT channel, utterances, answered, issues, closed, satisfied FROM reporting.channel_yield();
