-- title: 问卷结果 | survey results
-- question: 已公布的问卷,各题各选项多少人选? | How many chose each option in the surveys whose results are released?
SELECT survey.title, result.question, result.answer_option, result.chosen, result.response_rate
FROM field.list_surveys(NULL, 'released') AS survey CROSS JOIN LATERAL field.list_survey_results(survey.id) AS result;
