import type { Channel, Outcome } from './channel';

/** SMS (短信): this software brings no provider; a district's own takes this one's place in `desk.module.ts`. */
export class NoSmsChannel implements Channel {
  readonly code = 'sms';
  readonly name = '短信';
  readonly missing = '没有内置的短信服务商。请由本单位的短信程序从 OUTBOX_DIR 的文件夹取走消息，或接入自己的服务商。';

  send(): Promise<Outcome[]> {
    return Promise.resolve([{ contact: null, problem: 'noProvider', final: true }]);
  }
}
