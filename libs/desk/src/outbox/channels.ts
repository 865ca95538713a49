import type { OutsideChannel } from '../rules/desk-kinds';
import type { Channel } from './channel';

/** A way out as officials see it. */
export interface ChannelView {
  code: 'portal' | OutsideChannel;
  name: string;
  missing: string | null;
}

/** The ways out of this installation. The portal's inbox and letters need nothing. */
export class Channels {
  constructor(private readonly all: readonly Channel[]) {}

  /** Whether a message can be given to this channel; letters are printed by people. */
  takes(code: OutsideChannel): boolean {
    return code === 'letter' || this.active().some((channel) => channel.code === code);
  }

  /** Those that send by themselves and can be used. */
  active(): readonly Channel[] {
    return this.all.filter(({ missing }) => missing === null);
  }

  list(): ChannelView[] {
    return [
      { code: 'portal', name: '企业服务收件箱', missing: null },
      { code: 'letter', name: '打印信函', missing: null },
      ...this.all.map(({ code, name, missing }) => ({ code, name, missing })),
    ];
  }
}
