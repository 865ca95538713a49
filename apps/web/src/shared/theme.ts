import type { ThemeConfig } from 'antd';

/** Only what the machine has: the console runs with the network cable out, so no web fonts. */
export const fontFamily =
  'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif';

/**
 * Ant Design's parts in our colours; the same values stand in `base.css` as custom properties. Nothing moves on the
 * screen of whoever asks their system for stillness.
 */
export const themeFor = (wantsStillness: boolean): ThemeConfig => ({
  ...theme,
  token: { ...theme.token, motion: !wantsStillness },
});

const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0f5a73',
    colorInfo: '#0f5a73',
    colorLink: '#0f5a73',
    colorLinkHover: '#0a4254',
    colorSuccess: '#17704a',
    colorWarning: '#8a5a00',
    colorError: '#b3261e',
    colorText: '#16242f',
    colorTextSecondary: '#45545e',
    colorTextTertiary: '#5d6a73',
    colorTextDescription: '#5d6a73',
    colorTextPlaceholder: '#66737c',
    colorBorder: '#b9c2c6',
    colorBgLayout: '#f4f5f2',
    borderRadius: 4,
    fontFamily,
    fontSize: 14,
    // derived shades of a dark colour turn grey: said by hand
    colorInfoBg: '#e3eef1',
    colorInfoBorder: '#9fc0ca',
    colorSuccessBg: '#e2f2e9',
    colorSuccessBorder: '#9dcbb2',
    colorWarningBg: '#fdf1d6',
    colorWarningBorder: '#e2c27a',
    colorErrorBg: '#fbe9e7',
    colorErrorBorder: '#e5a9a4',
    colorPrimaryBg: '#e3eef1',
    colorPrimaryBgHover: '#d3e4e9',
    colorPrimaryBorder: '#9fc0ca',
    controlItemBgActive: '#e3eef1',
    controlItemBgActiveHover: '#d3e4e9',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    Segmented: { itemSelectedColor: '#0a4254' },
  },
};
