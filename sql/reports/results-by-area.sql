-- title: 各领域成效 | effect per area
-- question: 各领域办结多少,有佐证、群众满意的多少? | How many issues of each area were closed, with evidence, and to the raiser's satisfaction?
SELECT area, closed, with_evidence, satisfied, reopened, mean_days FROM reporting.results_by_area();
