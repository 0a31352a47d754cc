-- all
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, CASE WHEN trim(s.comment) <> '' THEN 1 END AS score, CASE WHEN s.csat BETWEEN 1 AND 5 AND s.csat = floor(s.csat) THEN s.csat END AS grade, s.comment AS words, s.responded_at AS written_at, CAST(CAST(date_trunc('month', CAST(s.responded_at AS DATE)) AS DATE) AS VARCHAR) AS period, CAST(s.responded_at AS DATE) AS written_on,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END IS NULL THEN 'unanswered'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END NOT BETWEEN 1 AND 1 OR CASE WHEN trim(s.comment) <> '' THEN 1 END <> floor(CASE WHEN trim(s.comment) <> '' THEN 1 END) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, grade, words, written_at, period, written_on, replace(state, 'valid', 'counted') AS place
  FROM answers
),
comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, lower(words) AS text
  FROM placed_answers
  WHERE place = 'counted'
)
SELECT grade AS score, count(*) AS comments
FROM comments
GROUP BY grade
ORDER BY grade;

-- mentions
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, CASE WHEN trim(s.comment) <> '' THEN 1 END AS score, CASE WHEN s.csat BETWEEN 1 AND 5 AND s.csat = floor(s.csat) THEN s.csat END AS grade, s.comment AS words, s.responded_at AS written_at, CAST(CAST(date_trunc('month', CAST(s.responded_at AS DATE)) AS DATE) AS VARCHAR) AS period, CAST(s.responded_at AS DATE) AS written_on,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END IS NULL THEN 'unanswered'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END NOT BETWEEN 1 AND 1 OR CASE WHEN trim(s.comment) <> '' THEN 1 END <> floor(CASE WHEN trim(s.comment) <> '' THEN 1 END) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, grade, words, written_at, period, written_on, replace(state, 'valid', 'counted') AS place
  FROM answers
),
comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, lower(words) AS text
  FROM placed_answers
  WHERE place = 'counted'
),
themed_comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_1' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:deliver[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipping|shipment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipped|courier[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|parcel[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|package[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|arriv[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|logistics)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|快递|物流|送货|配送|发货|到货|包裹|配送员|快遞|送貨|出貨|到貨')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_2' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:quality|broken|defect[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|faulty|damaged|durable|flimsy)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|质量|品质|坏了|破损|瑕疵|做工|耐用|品質|壞了|破損|質量')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_3' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:price[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|expensive|cheap[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|cost[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|discount[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|coupon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|价格|太贵|便宜|性价比|优惠|涨价|折扣|價格|太貴|優惠|漲價')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_4' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:service|staff|support|agent[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|rude|polite|helpful|friendly)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|服务|客服|态度|店员|热情|耐心|服務|態度|店員')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_5' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:slow|late|delay[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|wait[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|quick[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fast|respon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|太慢|等了|拖延|延迟|很快|迅速|及时|响应|延遲|回應')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_6' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:return[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|refund[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|exchange[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|warranty|repair[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|退货|退款|换货|售后|保修|维修|退貨|換貨|售後|維修')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_7' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:size[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|colour[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|color[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|taste[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|smell[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fit|model)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|尺寸|颜色|味道|口味|气味|款式|型号|功能|顏色|氣味|型號')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_8' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:website|app|page|login|password|checkout|payment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|pay)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|网站|网页|登录|密码|支付|付款|小程序|網站|登入')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'none' AS theme
  FROM comments
  WHERE NOT regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:deliver[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipping|shipment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipped|courier[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|parcel[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|package[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|arriv[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|logistics)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|快递|物流|送货|配送|发货|到货|包裹|配送员|快遞|送貨|出貨|到貨|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:quality|broken|defect[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|faulty|damaged|durable|flimsy)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|质量|品质|坏了|破损|瑕疵|做工|耐用|品質|壞了|破損|質量|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:price[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|expensive|cheap[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|cost[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|discount[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|coupon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|价格|太贵|便宜|性价比|优惠|涨价|折扣|價格|太貴|優惠|漲價|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:service|staff|support|agent[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|rude|polite|helpful|friendly)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|服务|客服|态度|店员|热情|耐心|服務|態度|店員|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:slow|late|delay[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|wait[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|quick[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fast|respon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|太慢|等了|拖延|延迟|很快|迅速|及时|响应|延遲|回應|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:return[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|refund[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|exchange[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|warranty|repair[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|退货|退款|换货|售后|保修|维修|退貨|換貨|售後|維修|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:size[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|colour[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|color[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|taste[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|smell[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fit|model)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|尺寸|颜色|味道|口味|气味|款式|型号|功能|顏色|氣味|型號|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:website|app|page|login|password|checkout|payment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|pay)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|网站|网页|登录|密码|支付|付款|小程序|網站|登入')
)
SELECT theme, grade AS score, count(*) AS comments
FROM themed_comments
GROUP BY theme, grade
ORDER BY theme, grade;

-- customers
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, CASE WHEN trim(s.comment) <> '' THEN 1 END AS score, CASE WHEN s.csat BETWEEN 1 AND 5 AND s.csat = floor(s.csat) THEN s.csat END AS grade, s.comment AS words, s.responded_at AS written_at, CAST(CAST(date_trunc('month', CAST(s.responded_at AS DATE)) AS DATE) AS VARCHAR) AS period, CAST(s.responded_at AS DATE) AS written_on,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END IS NULL THEN 'unanswered'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END NOT BETWEEN 1 AND 1 OR CASE WHEN trim(s.comment) <> '' THEN 1 END <> floor(CASE WHEN trim(s.comment) <> '' THEN 1 END) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, grade, words, written_at, period, written_on, replace(state, 'valid', 'counted') AS place
  FROM answers
),
comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, lower(words) AS text
  FROM placed_answers
  WHERE place = 'counted'
),
themed_comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_1' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:deliver[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipping|shipment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipped|courier[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|parcel[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|package[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|arriv[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|logistics)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|快递|物流|送货|配送|发货|到货|包裹|配送员|快遞|送貨|出貨|到貨')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_2' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:quality|broken|defect[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|faulty|damaged|durable|flimsy)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|质量|品质|坏了|破损|瑕疵|做工|耐用|品質|壞了|破損|質量')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_3' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:price[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|expensive|cheap[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|cost[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|discount[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|coupon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|价格|太贵|便宜|性价比|优惠|涨价|折扣|價格|太貴|優惠|漲價')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_4' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:service|staff|support|agent[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|rude|polite|helpful|friendly)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|服务|客服|态度|店员|热情|耐心|服務|態度|店員')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_5' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:slow|late|delay[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|wait[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|quick[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fast|respon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|太慢|等了|拖延|延迟|很快|迅速|及时|响应|延遲|回應')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_6' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:return[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|refund[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|exchange[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|warranty|repair[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|退货|退款|换货|售后|保修|维修|退貨|換貨|售後|維修')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_7' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:size[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|colour[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|color[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|taste[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|smell[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fit|model)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|尺寸|颜色|味道|口味|气味|款式|型号|功能|顏色|氣味|型號')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_8' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:website|app|page|login|password|checkout|payment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|pay)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|网站|网页|登录|密码|支付|付款|小程序|網站|登入')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'none' AS theme
  FROM comments
  WHERE NOT regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:deliver[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipping|shipment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipped|courier[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|parcel[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|package[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|arriv[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|logistics)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|快递|物流|送货|配送|发货|到货|包裹|配送员|快遞|送貨|出貨|到貨|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:quality|broken|defect[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|faulty|damaged|durable|flimsy)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|质量|品质|坏了|破损|瑕疵|做工|耐用|品質|壞了|破損|質量|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:price[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|expensive|cheap[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|cost[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|discount[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|coupon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|价格|太贵|便宜|性价比|优惠|涨价|折扣|價格|太貴|優惠|漲價|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:service|staff|support|agent[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|rude|polite|helpful|friendly)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|服务|客服|态度|店员|热情|耐心|服務|態度|店員|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:slow|late|delay[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|wait[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|quick[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fast|respon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|太慢|等了|拖延|延迟|很快|迅速|及时|响应|延遲|回應|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:return[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|refund[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|exchange[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|warranty|repair[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|退货|退款|换货|售后|保修|维修|退貨|換貨|售後|維修|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:size[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|colour[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|color[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|taste[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|smell[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fit|model)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|尺寸|颜色|味道|口味|气味|款式|型号|功能|顏色|氣味|型號|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:website|app|page|login|password|checkout|payment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|pay)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|网站|网页|登录|密码|支付|付款|小程序|網站|登入')
)
SELECT theme, count(DISTINCT customer_key) AS customers
FROM themed_comments
GROUP BY theme
ORDER BY theme;

-- periods
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, CASE WHEN trim(s.comment) <> '' THEN 1 END AS score, CASE WHEN s.csat BETWEEN 1 AND 5 AND s.csat = floor(s.csat) THEN s.csat END AS grade, s.comment AS words, s.responded_at AS written_at, CAST(CAST(date_trunc('month', CAST(s.responded_at AS DATE)) AS DATE) AS VARCHAR) AS period, CAST(s.responded_at AS DATE) AS written_on,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END IS NULL THEN 'unanswered'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END NOT BETWEEN 1 AND 1 OR CASE WHEN trim(s.comment) <> '' THEN 1 END <> floor(CASE WHEN trim(s.comment) <> '' THEN 1 END) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, grade, words, written_at, period, written_on, replace(state, 'valid', 'counted') AS place
  FROM answers
),
comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, lower(words) AS text
  FROM placed_answers
  WHERE place = 'counted'
),
themed_comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_1' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:deliver[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipping|shipment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipped|courier[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|parcel[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|package[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|arriv[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|logistics)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|快递|物流|送货|配送|发货|到货|包裹|配送员|快遞|送貨|出貨|到貨')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_2' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:quality|broken|defect[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|faulty|damaged|durable|flimsy)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|质量|品质|坏了|破损|瑕疵|做工|耐用|品質|壞了|破損|質量')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_3' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:price[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|expensive|cheap[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|cost[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|discount[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|coupon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|价格|太贵|便宜|性价比|优惠|涨价|折扣|價格|太貴|優惠|漲價')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_4' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:service|staff|support|agent[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|rude|polite|helpful|friendly)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|服务|客服|态度|店员|热情|耐心|服務|態度|店員')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_5' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:slow|late|delay[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|wait[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|quick[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fast|respon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|太慢|等了|拖延|延迟|很快|迅速|及时|响应|延遲|回應')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_6' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:return[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|refund[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|exchange[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|warranty|repair[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|退货|退款|换货|售后|保修|维修|退貨|換貨|售後|維修')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_7' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:size[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|colour[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|color[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|taste[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|smell[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fit|model)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|尺寸|颜色|味道|口味|气味|款式|型号|功能|顏色|氣味|型號')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'theme_8' AS theme
  FROM comments
  WHERE regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:website|app|page|login|password|checkout|payment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|pay)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|网站|网页|登录|密码|支付|付款|小程序|網站|登入')
  UNION ALL
  SELECT customer_key, grade, words, written_at, period, written_on, 'none' AS theme
  FROM comments
  WHERE NOT regexp_matches(text, '(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:deliver[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipping|shipment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|shipped|courier[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|parcel[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|package[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|arriv[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|logistics)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|快递|物流|送货|配送|发货|到货|包裹|配送员|快遞|送貨|出貨|到貨|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:quality|broken|defect[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|faulty|damaged|durable|flimsy)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|质量|品质|坏了|破损|瑕疵|做工|耐用|品質|壞了|破損|質量|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:price[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|expensive|cheap[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|cost[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|discount[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|coupon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|价格|太贵|便宜|性价比|优惠|涨价|折扣|價格|太貴|優惠|漲價|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:service|staff|support|agent[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|rude|polite|helpful|friendly)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|服务|客服|态度|店员|热情|耐心|服務|態度|店員|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:slow|late|delay[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|wait[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|quick[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fast|respon[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|太慢|等了|拖延|延迟|很快|迅速|及时|响应|延遲|回應|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:return[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|refund[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|exchange[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|warranty|repair[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|退货|退款|换货|售后|保修|维修|退貨|換貨|售後|維修|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:size[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|colour[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|color[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|taste[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|smell[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|fit|model)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|尺寸|颜色|味道|口味|气味|款式|型号|功能|顏色|氣味|型號|(?:^|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])(?:website|app|page|login|password|checkout|payment[a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}]*|pay)(?:$|[^a-z0-9\x{00df}-\x{00f6}\x{00f8}-\x{024f}])|网站|网页|登录|密码|支付|付款|小程序|網站|登入')
)
SELECT theme, period, count(*) AS comments
FROM themed_comments
GROUP BY theme, period
ORDER BY theme, period;

-- totals
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, CASE WHEN trim(s.comment) <> '' THEN 1 END AS score, CASE WHEN s.csat BETWEEN 1 AND 5 AND s.csat = floor(s.csat) THEN s.csat END AS grade, s.comment AS words, s.responded_at AS written_at, CAST(CAST(date_trunc('month', CAST(s.responded_at AS DATE)) AS DATE) AS VARCHAR) AS period, CAST(s.responded_at AS DATE) AS written_on,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END IS NULL THEN 'unanswered'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END NOT BETWEEN 1 AND 1 OR CASE WHEN trim(s.comment) <> '' THEN 1 END <> floor(CASE WHEN trim(s.comment) <> '' THEN 1 END) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, grade, words, written_at, period, written_on, replace(state, 'valid', 'counted') AS place
  FROM answers
),
comments AS (
  SELECT customer_key, grade, words, written_at, period, written_on, lower(words) AS text
  FROM placed_answers
  WHERE place = 'counted'
)
SELECT period, count(*) AS comments
FROM comments
GROUP BY period
ORDER BY period;

-- account
WITH people AS (
  SELECT customer_key, customer_id
  FROM customers
  WHERE "region" IN ('north')
),
answers AS (
  SELECT s.response_id, s.responded_at, s.customer_key, NULL AS wave, CASE WHEN trim(s.comment) <> '' THEN 1 END AS score, CASE WHEN s.csat BETWEEN 1 AND 5 AND s.csat = floor(s.csat) THEN s.csat END AS grade, s.comment AS words, s.responded_at AS written_at, CAST(CAST(date_trunc('month', CAST(s.responded_at AS DATE)) AS DATE) AS VARCHAR) AS period, CAST(s.responded_at AS DATE) AS written_on,
    CASE
      WHEN CAST(s.responded_at AS DATE) > DATE '2026-02-28' THEN 'outside_window'
      WHEN s.customer_key IS NULL OR s.customer_key NOT IN (SELECT customer_key FROM people) THEN 'other_customers'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END IS NULL THEN 'unanswered'
      WHEN CASE WHEN trim(s.comment) <> '' THEN 1 END NOT BETWEEN 1 AND 1 OR CASE WHEN trim(s.comment) <> '' THEN 1 END <> floor(CASE WHEN trim(s.comment) <> '' THEN 1 END) THEN 'out_of_scale'
      ELSE 'valid' END AS state
  FROM surveys AS s
),
placed_answers AS (
  SELECT customer_key, score, grade, words, written_at, period, written_on, replace(state, 'valid', 'counted') AS place
  FROM answers
)
SELECT place, count(*) AS answers
FROM placed_answers
GROUP BY place
ORDER BY place;
