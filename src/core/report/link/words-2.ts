/**
 * The words of link version 2: keys, kinds, tables, roles and choices of the format, nothing of anybody's report. Their places are what a link
 * holds, so that the list never changes, not by one word; `codec.test.ts` holds its checksum. What the format learns later is spelled out.
 */
const LIST = [
  // The first 57 take one byte.
  'steps table where column condition op in values orders customers order_items usage_events event kind params title cells sources',
  'filters revenue range from to asOf paidStatuses currency parse number money date instant personal attributeOf attribute skip',
  'order_id customer_id ordered_at net_amount status channel store quantity unit_price line_amount product_id product_name grain',
  'window view show width order_line order overview rfm cohort',
  // The others take two.
  'CNY EUR USD GBP HKD TWD JPY text name headers mapping columns header role type strip formats version id markdown both chart not_in',
  'gt gte lt lte between is_missing is_present value segment segments is of part rule analysis definitions definition metrics metric',
  'bindings alone sort descending colours scale percents pivot rows measures sortRows sortColumns colour by size thresholds at middle',
  'head measure across count distinct sum mean median min max percent row total within weight query sql builder groups limit control',
  'choices list date_range choice multi_choice as_of label form key help default options boolean integer day tables requires or',
  'purpose base insight formula unit owner meaning rate days phone email id_card address mask pseudonym protect nulls misfits reject',
  'yes no decimal group indian parentheses trailing fullWidth units also era roc months halves serial days1900 days1904 seconds',
  'milliseconds de fr es zh customer product ticket response spend opportunity stage_change contract invitation interaction filter',
  'effect keep leave_out contains starts_with deduplicate keys survivor first last most_complete largest smallest recode entries',
  'ignoreCase rest do empty replace trim inner halfWidth letters lower upper split separator places into derive expression parts',
  'weekStart sunday monday optional after before mark encoding x y color field nominal ordinal quantitative temporal bar line point',
  'area bin aggregate stack tooltip axis format legend layer data transform calculate products tickets surveys marketing_spend',
  'opportunities stage_history contracts survey_invites interactions created_at region province city industry birth_date age gender',
  'income_band occupation member_tier acquisition_source acquisition_campaign referrer_id owner_id promo_code discount cost refund_of',
  'refunded_amount refunded_at category line_cost tier list_price product_cost event_at device session_id ticket_id opened_at',
  'closed_at ticket_type ticket_category severity first_response_at agent_id response_id responded_at invited_at mode wave nps_0_10',
  'csat ces comment spent_on campaign opportunity_id stage outcome amount expected_close lost_reason lost_to probability entered_at',
  'contract_id signed_at starts_on ends_on renewal_of delivered happened_at interaction_type direction content value_loyalty',
  'concentration tiers migration profile funnel conversion_drivers repurchase lifecycle pipeline satisfaction drivers dimensions',
  'comments satisfaction_repurchase data_quality data_sources activity revenue_retention compare lookbackDays frequency rules',
  'threshold weightR weightF weightM actions monetary scoring cutPoints scores loyalty levels names a b scheme gap cuts second',
  'windowUnit attempt actor anchorFirst mature strictTies exclusions exclusionPolicy breakdown attribution timeFrom timeTo bins hold',
  'maxPeriods criterion horizon brackets periodZero reference overall sameValue loyal until sameDay interval stages which won lost',
  'over answers points easy sides wait listOnly themes gapDays fences earliestYear things source term auto year none week month',
  'quarter grid eight own intervals weighted margin quantile fixed ntile tenure recency frozen again share bands index bars trend',
  'time curve minute hour ordered strict any best every session stop remove all even log cube_root map curves average_order',
  'cumulative_revenue cumulative_margin first_ever first_matching recurring calendar rolling rolling_fixed on on_or_after',
  'on_or_before streak bounded_after at_least actual previous pooled simple same_cohort chain_ladder report log-log plain reached',
  'created closed nps latest unknown high low independent paired adjusted ranks events active_7 active_30 bridge run',
];

/** In the order of their places. */
export const WORDS_2: readonly string[] = LIST.flatMap((line) => line.split(' '));
