// What strangers may write. Were any of it taken for more than text, it would cry out (a CSP report, a dialog, an
// error of the canary, a request to elsewhere) or push the page out of its width.

const cry = `console.error('canary')`;

export const SHOUT = 'W'.repeat(200_000);

// Short enough for a name of sixty characters.
export const names = [
	'<script>console.error("canary")</script>',
	'"><img src=x onerror=alert(1)>',
	'</title></textarea><svg onload=alert(1)>',
	`'-alert(1)-'{{7*7}}\${7*7}`,
	'evil) \u200d שלום مرحبا (1',
	`Z\u0351\u0364\u0363\u034aa\u0361\u0489\u0489\u0489l\u0325\u0326\u0347g\u0334\u0335\u0336o\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307`,
	'W'.repeat(60),
	'javascript:alert(1)//',
];

export const texts = [
	`<script>${cry}</script><b>bold?</b> </script><script>${cry}</script>`,
	`"><img src=x onerror="${cry}"><svg onload="${cry}"></svg><iframe srcdoc="<script>${cry}</script>"></iframe>`,
	`[press](javascript:${encodeURIComponent(cry)}) [data](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==) ![shown](http://elsewhere.example/x.png) <http://elsewhere.example/> [ok](https://elsewhere.example/)`,
	`<style>*{display:none}</style><link rel=stylesheet href=//elsewhere.example/x.css><meta http-equiv=refresh content="0;url=//elsewhere.example/"><base href=//elsewhere.example/>`,
	`<form action=//elsewhere.example/><input name=a autofocus onfocus="${cry}"><button>x</button></form><a href="&#106;avascript:${cry}">x</a>`,
	`{{7*7}} \${7*7} <%= 7*7 %> #{7*7} {{constructor.constructor('${cry}')()}} <div id=main name=body></div>`,
	`\u202e${'right to left '.repeat(4)}\u202c\u2066\u2067 unclosed`,
	`${'Z\u0351\u0364\u0363\u034a\u0489\u0489l\u0325\u0347\u0334\u0335\u0336g\u0300\u0301\u0302\u0303\u0304'.repeat(40)}`,
	`# heading\n\n\`\`\`\n${'x'.repeat(3000)}\n\`\`\`\n\n| ${'a|'.repeat(60)}\n|${'-|'.repeat(61)}\n| ${'b|'.repeat(60)}\n\n${'> '.repeat(200)}deep\n\n<details open ontoggle="${cry}">x</details>`,
];

export const fileNames = [
	`"><img src=x onerror=alert(1)>.md`,
	'\u05e9\u05dc\u05d5\u05dd (1) [x](javascript:alert(1)).exe',
	`${'W'.repeat(180)}.txt`,
	'a\'b";c{{7*7}}.svg',
];

export const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${cry}"><script>${cry}</script></svg>`;
