export { dropDemoInstallation as default } from './demo-installation';
