import { headerKey } from './header-key';

const IDENTIFIER =
  /(^| )(id|ids|no|nr|code|zip|postcode|sku)$|(编号|编码|代码|代号|单号|货号|批号|邮编|編號|編碼|代號|單號|貨號|批號|郵遞區號)$/;

/** True for headers whose last word says that the values are names and not amounts; `paid` and `casino` end in no such word (V8). */
export const isIdentifierName = (header: string): boolean => IDENTIFIER.test(headerKey(header));
