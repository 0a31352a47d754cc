import type { CANONICAL } from '#core/model/canonical';
import type { RoleTerms } from './header-terms';

type DealTable = 'opportunities' | 'stage_history' | 'contracts' | 'survey_invites' | 'interactions';
/** Roles that other tables have under the same name and in the same sense. */
type Shared =
  'customer_id' | 'created_at' | 'currency' | 'closed_at' | 'owner_id' | 'invited_at' | 'mode' | 'wave' | 'channel' | 'agent_id';
type Known = Exclude<{ [Table in DealTable]: (typeof CANONICAL)[Table][number]['name'] }[DealTable], Shared>;

/** Names of what deals, contracts, invitations and contacts have besides what `header-terms.ts` holds, in the same form. */
export const DEAL_TERMS: Readonly<Record<Known, RoleTerms>> = {
  opportunity_id: {
    terms: `opportunity id, opportunity no, opportunity number, opportunity code, deal id, deal no, deal number, 商机编号, 商机ID, 商机号, 商机代码, 销售机会编号, 机会编号, 商機編號, 商機代號, 銷售機會編號, 機會編號`,
    alone: 'opportunity, deal, opp id, opp no, 商机, 商機, 销售机会, 銷售機會',
  },
  stage: {
    terms: `deal stage, opportunity stage, sales stage, pipeline stage, stage name, stage to, new stage, 商机阶段, 销售阶段, 机会阶段, 跟进阶段, 阶段名称, 商機階段, 銷售階段, 機會階段`,
    alone: 'stage, 阶段, 階段, to stage, sales phase',
  },
  outcome: {
    terms: `deal status, opportunity status, is won, is closed won, won lost, deal outcome, 商机状态, 赢单状态, 输赢, 是否赢单, 是否成交, 商機狀態, 贏單狀態, 是否成交`,
    alone: 'status, won, outcome, result, 状态, 狀態, 结果, 結果',
  },
  amount: {
    terms: `deal amount, deal value, deal size, opportunity amount, opportunity value, contract amount, contract value, contract total, close value, expected revenue, 商机金额, 预计金额, 预计销售金额, 预计成交金额, 合同金额, 合同总额, 签约金额, 商機金額, 預計金額, 合約金額, 合約總額, 簽約金額, acv, tcv, total contract value, annual contract value`,
    alone: 'amount, value, 金额, 金額, total, 总额, 總額',
  },
  expected_close: {
    terms: `expected close, expected close date, expected closing date, estimated close date, forecast close date, planned close date, close date expected, 预计成交日期, 预计成交时间, 预计签单日期, 预计结单日期, 預計成交日期, 預計結案日期, 預計簽約日`,
  },
  lost_reason: {
    terms: `lost reason, loss reason, reason lost, reason for loss, closed lost reason, 输单原因, 丢单原因, 失单原因, 战败原因, 失败原因, 輸單原因, 丟單原因, 失敗原因`,
  },
  lost_to: {
    terms: `lost to, lost to competitor, winning competitor, main competitor, 输给, 竞争对手, 主要竞争对手, 輸給, 競爭對手`,
    alone: 'competitor',
  },
  probability: {
    terms: `win probability, deal probability, close probability, win likelihood, 赢率, 赢单率, 成交概率, 成交可能性, 贏單率, 成交機率`,
    alone: 'probability, 概率, 機率, 可能性',
  },
  entered_at: {
    terms: `entered at, entered stage at, stage entered, stage entry date, date entered stage, stage changed at, stage change date, stage date, 进入时间, 进入阶段时间, 阶段变更时间, 阶段更新时间, 進入時間, 進入階段時間, 階段變更時間`,
    alone:
      'changed at, change date, changed on, last modified date, moved at, date, timestamp, 变更时间, 更新时间, 變更時間, 日期, 时间, 時間',
  },
  contract_id: {
    terms: `contract id, contract no, contract number, contract code, agreement id, agreement no, agreement number, subscription id, subscription no, 合同编号, 合同号, 合同ID, 协议编号, 订阅编号, 合約編號, 合約號碼, 契約編號, 協議編號`,
    alone: 'contract, agreement, subscription, 合同, 合約',
  },
  signed_at: {
    terms: `signed at, signed on, signed date, signature date, signing date, date signed, contract date, 签订日期, 签约日期, 签订时间, 签署日期, 签约时间, 合同日期, 簽訂日期, 簽約日期, 簽署日期, 合約日期`,
    alone: 'signed, 签订, 簽訂, 签约日, 簽約日',
  },
  starts_on: {
    terms: `contract start, start date, starts on, effective date, effective from, valid from, term start, subscription start, 生效日期, 开始日期, 合同开始日期, 起始日期, 生效日, 開始日期, 起始日, 合約開始日`,
    alone: 'start, starts, from, begin date, 起, 开始',
  },
  ends_on: {
    terms: `contract end, end date, ends on, expiry date, expiration date, valid to, valid until, term end, subscription end, renewal date, 到期日期, 到期日, 结束日期, 合同结束日期, 终止日期, 失效日期, 結束日期, 合約到期日, 終止日期`,
    alone: 'end, ends, until, expires, expires on, 止, 到期',
  },
  renewal_of: {
    terms: `renewal of, renewed from, renews contract, previous contract, prior contract, original contract, 续签自, 原合同编号, 原合同号, 续约自, 續約自, 原合約編號`,
  },
  delivered: {
    terms: `delivered, delivery status, invitation delivered, 是否送达, 送达, 送达状态, 發送成功, 是否送達, 送達`,
    alone: 'reached, 发送成功, 已送达',
  },
  happened_at: {
    terms: `interaction date, interaction time, interaction at, contact date, contact time, contacted at, contacted on, call date, call time, call start, meeting date, visit date, touch date, touchpoint date, follow up date, follow up time, happened at, 联系时间, 联系日期, 跟进时间, 跟进日期, 沟通时间, 沟通日期, 拜访时间, 拜访日期, 通话时间, 互动时间, 互动日期, 聯絡時間, 聯絡日期, 跟進時間, 溝通時間, 拜訪日期, 通話時間, 互動時間`,
  },
  interaction_type: {
    terms: `interaction type, contact type, touchpoint type, call type, communication type, 互动类型, 联系方式类型, 跟进方式, 跟进类型, 沟通方式, 沟通类型, 互動類型, 跟進方式, 溝通方式`,
    alone: 'type, 类型, 類型, 方式',
  },
  direction: {
    terms: `call direction, message direction, 呼叫方向, 通话方向, 呼叫類型, 通話方向`,
    alone: 'direction, inbound outbound, 方向',
  },
  content: {
    terms: `interaction notes, call notes, meeting notes, conversation text, message text, 沟通内容, 跟进内容, 跟进记录, 联系内容, 通话内容, 互动内容, 溝通內容, 跟進內容, 跟進記錄, 通話內容, 互動內容`,
    alone: 'content, notes, note, message, body, transcript, summary, 内容, 內容, 备注, 備註',
  },
};
