-- title: 公布比例 | published share
-- question: 每月销号的问题公布了多少? | What share of the issues signed off in each month was published?
SELECT month, closed, published, withdrawn, percent FROM reporting.published_share();
