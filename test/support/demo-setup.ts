import { chromiumPath } from '../browser/chromium';
import { makeDemoInstallation } from './demo-installation';

export default async function setup(): Promise<void> {
  if (chromiumPath !== undefined) await makeDemoInstallation();
}
