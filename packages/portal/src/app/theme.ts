import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';

const brand: BrandVariants = {
  10: '#010405',
  20: '#09191d',
  30: '#0a2a32',
  40: '#083743',
  50: '#064452',
  60: '#055162',
  70: '#0b5c6b',
  80: '#136a7a',
  90: '#25798a',
  100: '#378899',
  110: '#4a97a8',
  120: '#5ea6b6',
  130: '#73b5c4',
  140: '#89c4d2',
  150: '#a1d3df',
  160: '#bae2ec',
};

export const lightTheme: Theme = createLightTheme(brand);
const dark = createDarkTheme(brand);
/** Links and brand texts one step lighter: contrast of at least 4.5 on every background. */
export const darkTheme: Theme = {
  ...dark,
  colorBrandForeground1: brand[130],
  colorBrandForeground2: brand[140],
  colorBrandForegroundLink: brand[140],
  colorBrandForegroundLinkHover: brand[150],
  colorBrandForegroundLinkPressed: brand[160],
};
