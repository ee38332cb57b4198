// How the page looks: on screens light and dark, narrow and wide, and on paper.

enum HTMLStyle {
  static let text: StaticString = """
    :root{color-scheme:light dark;--paper:#fff;--raised:#f6f7f9;--ink:#1b1f24;--soft:#57606a;--line:#d5dae0;--link:#0757b8;--focus:#0757b8;
    --critical:#a40e26;--high:#a04100;--medium:#6a5200;--monitor:#0a5a8a;--good:#116329;--tint:#fff3c4}
    @media(prefers-color-scheme:dark){:root{--paper:#0f1318;--raised:#181e25;--ink:#e4e8ec;--soft:#a0abb7;--line:#343d48;--link:#79b8ff;--focus:#79b8ff;
    --critical:#ff8e8a;--high:#ffab70;--medium:#e3c25c;--monitor:#7cc7f5;--good:#6fd68a;--tint:#453a12}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
    body>header,main,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
    body>header{padding-top:1.5rem}
    h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem}
    h2{font-size:1.25rem;margin:2.2rem 0 .7rem;padding-top:.6rem;border-top:1px solid var(--line)}
    h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
    h4{font-size:.95rem;margin:.9rem 0 .2rem}
    p,ul,ol{margin:.4rem 0}
    a{color:var(--link)}
    :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
    nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;padding:0}
    dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.5rem 0}
    dt{color:var(--soft)}
    dd{margin:0;overflow-wrap:anywhere}
    code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
    code{background:var(--raised);padding:.05em .3em;border-radius:3px;overflow-wrap:anywhere}
    pre{background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;overflow-x:auto;margin:.4rem 0}
    pre i{font-style:normal;color:var(--soft)}
    pre b{color:var(--critical)}
    .wide{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.92rem}
    th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line);overflow-wrap:break-word}
    th{background:var(--raised);white-space:nowrap}
    td{font-variant-numeric:tabular-nums}
    th button{font:inherit;font-weight:600;color:inherit;background:none;border:0;padding:0;cursor:pointer}
    th[aria-sort] button::after{content:" \\2193"}
    th[aria-sort=ascending] button::after{content:" \\2191"}
    .verdict{display:grid;grid-template-columns:auto 1fr;gap:1.2rem;align-items:start}
    .score{border:2px solid currentColor;border-radius:10px;padding:.5rem 1.1rem;text-align:center;min-width:9rem}
    .score strong{display:block;font-size:2.4rem;line-height:1.15}
    .bad{color:var(--critical)}.mid{color:var(--high)}.good{color:var(--good)}
    .top{padding-left:1.3rem}
    .bar{display:block;width:100%;height:14px;border-radius:4px;margin:.8rem 0 .3rem}
    .CRITICAL{color:var(--critical);fill:var(--critical)}.HIGH{color:var(--high);fill:var(--high)}
    .MEDIUM{color:var(--medium);fill:var(--medium)}.MONITOR{color:var(--monitor);fill:var(--monitor)}
    .sev{font-weight:700;font-size:.8rem;letter-spacing:.02em;min-width:5.2rem;display:inline-block}
    .doubt{border:1px dashed currentColor;border-radius:3px;padding:0 .3rem;font-size:.78rem;color:var(--soft)}
    .finding{border:1px solid var(--line);border-radius:8px;margin:.5rem 0;background:var(--paper)}
    .finding>summary{cursor:pointer;padding:.5rem .8rem;display:grid;grid-template-columns:auto auto 1fr;gap:.15rem .7rem;align-items:baseline;list-style:none}
    .finding>summary::-webkit-details-marker{display:none}
    .finding>summary:hover{background:var(--raised);border-radius:8px}
    .finding[open]>summary{border-bottom:1px solid var(--line)}
    .finding .where{grid-column:3;color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
    .finding .body{padding:.3rem 1rem 1rem}
    .finding:target{border-color:var(--focus);box-shadow:0 0 0 2px var(--focus)}
    .meta{color:var(--soft);font-size:.88rem}
    .path{list-style:none;padding:0;margin:.4rem 0 .4rem .4rem}
    .path li{position:relative;padding:0 0 .5rem 1.3rem;border-left:2px solid var(--line)}
    .path li:last-child{border-left-color:transparent;padding-bottom:0}
    .path li::before{content:"";position:absolute;left:-6px;top:.45em;width:10px;height:10px;border-radius:50%;background:var(--paper);border:2px solid var(--soft)}
    .path li:last-child::before{background:var(--critical);border-color:var(--critical)}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(20rem,1fr));gap:.2rem 1rem}
    .pair>div{min-width:0}
    fieldset{border:1px solid var(--line);border-radius:8px;padding:.5rem .8rem;display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;align-items:center;margin:.6rem 0}
    legend,.hint{color:var(--soft);font-size:.88rem}
    select,input[type=search]{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:4px;padding:.2rem .4rem;max-width:16rem}
    .chart{width:100%;max-width:48rem;height:auto;display:block;margin:.6rem 0;font-size:12px}
    .chart text{fill:var(--soft)}.chart line{stroke:var(--line);stroke-width:1}
    .chart polyline{fill:none;stroke-width:2;stroke-linejoin:round}
    .chart .s1{stroke:var(--monitor);stroke-width:2}.chart .s2{stroke:var(--high);stroke-width:2;stroke-dasharray:6 3}.chart .s3{stroke:var(--critical);stroke-width:2;stroke-dasharray:2 3}
    .tree,.tree ul{list-style:none;padding-left:1.1rem;border-left:2px solid var(--line);margin:.2rem 0}
    .tree{padding-left:0;border-left:0}
    .boxes{list-style:none;padding:0}
    .boxes li{padding-left:1.7rem;text-indent:-1.7rem}
    .boxes li>*{text-indent:0}
    .box{display:inline-block;width:1.7rem;text-indent:0}
    [hidden]{display:none!important}
    footer{color:var(--soft);font-size:.85rem;padding-bottom:2rem;margin-top:2rem}
    @media(max-width:40rem){.verdict,.finding>summary{grid-template-columns:1fr}.finding .where{grid-column:1}dl{grid-template-columns:1fr}dd{margin-bottom:.3rem}}
    @media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    @media print{:root{color-scheme:light;--paper:#fff;--raised:#f6f7f9;--ink:#000;--soft:#444;--line:#bbb;--link:#000;--critical:#a40e26;--high:#a04100;--medium:#6a5200;--monitor:#0a5a8a;--good:#116329}
    body{font-size:10pt}nav,.filters,.skip,.hint{display:none!important}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:8pt}.wide{overflow:visible}
    .finding,tr{break-inside:avoid-page}.finding{break-inside:auto}summary,h2,h3,h4{break-after:avoid}details::details-content{content-visibility:visible!important;display:block!important}}
    """
}
