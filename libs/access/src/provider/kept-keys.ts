import { askProvider, down } from './provider-trouble';

/**
 * The keys a provider signs with, kept for when they can't be reached: it may answer everything else meanwhile. They are
 * asked for as often as ever, and the newest answer replaces them; only where there is none of use the last one is believed,
 * for as long as what the provider says of itself.
 */
export class KeptKeys {
  /** Where the provider says its keys are. */
  address: string | undefined;
  private kept: { text: string; at: number } | undefined;

  constructor(private readonly believedFor: number) {}

  /** {@link askProvider}, but for the keys. @throws DomainError `ACCESS.PROVIDER_DOWN` */
  async ask(address: string, options: RequestInit): Promise<Response> {
    if (address !== this.address) return askProvider(address, options);
    try {
      const answer = await askProvider(address, options);
      const text = await answer.text();
      if (!answer.ok || !holdsKeys(text)) throw down();
      this.kept = { text, at: performance.now() };
    } catch (error) {
      if (!this.kept || performance.now() - this.kept.at > this.believedFor) throw error;
    }
    return new Response(this.kept.text, { headers: { 'content-type': 'application/json' } });
  }
}

function holdsKeys(text: string): boolean {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.length > 0;
  } catch {
    return false;
  }
}
