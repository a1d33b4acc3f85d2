/// How a report looks: the colours of the product's own screens, one column, light and dark by the reader's own setting.
enum ReportStyle {
    static let sheet: HTML = """

        :root{color-scheme:light dark;--bg:#fbfbfc;--surface:#fff;--sunken:#f3f4f6;--line:#e6e8ec;--line-strong:#80868f;--text:#15181e;--text-2:#565d6b;
        --text-3:#69707d;--accent:#4f46e5;--on-accent:#fff;--warn:#8f5a00;--bad:#c02a37;--good:#0b7a4b;--s1:#4f46e5;--s2:#0b7a4b;--s3:#b45309;--s4:#be185d}
        @media (prefers-color-scheme:dark){:root{--bg:#0b0c0f;--surface:#121419;--sunken:#1a1d24;--line:#23272f;--line-strong:#666d7a;--text:#eceef2;--text-2:#a2a9b6;
        --text-3:#868d9a;--accent:#8b87ff;--on-accent:#0b0c0f;--warn:#f0b429;--bad:#ff6b75;--good:#3ecf8e;--s1:#8b87ff;--s2:#3ecf8e;--s3:#f0b429;--s4:#f472b6}}
        *{box-sizing:border-box;margin:0}
        body{background:var(--bg);color:var(--text);font:14px/22px Inter,system-ui,sans-serif;-webkit-font-smoothing:antialiased}
        main{max-width:1040px;margin:0 auto;padding:40px 24px 64px}
        header{margin-bottom:24px}h1{font:600 24px/32px Inter,system-ui,sans-serif;letter-spacing:-.012em}header p{color:var(--text-2);overflow-wrap:anywhere}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));border:1px solid var(--line);border-radius:10px;background:var(--surface);overflow:hidden}
        .facts div{padding:14px 18px;box-shadow:1px 1px 0 var(--line)}dt{font-size:12px;line-height:16px;color:var(--text-2)}
        dd{font:600 20px/28px Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}small{display:block;font-size:12px;line-height:16px;color:var(--text-3)}
        .warning{margin-top:16px;padding:10px 14px;border:1px solid var(--line);border-left:3px solid var(--warn);border-radius:6px;background:var(--surface);overflow-wrap:anywhere}
        code{font:12px/18px "JetBrains Mono",ui-monospace,monospace;background:var(--sunken);border-radius:4px;padding:1px 4px}
        section{margin-top:40px}h2{font:600 16px/24px Inter,system-ui,sans-serif;margin-bottom:2px}section>p{color:var(--text-2);max-width:74ch;margin-bottom:12px}
        figure{border:1px solid var(--line);border-radius:10px;background:var(--surface);padding:14px 16px;margin-top:12px;overflow-x:auto}
        figcaption{font-size:12px;line-height:16px;color:var(--text-2);margin-bottom:8px}svg{display:block;max-width:100%;height:auto}
        .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:12px}
        .table{border:1px solid var(--line);border-radius:10px;background:var(--surface);margin-top:12px;overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:13px;line-height:18px}th,td{text-align:left;padding:6px 14px;border-top:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
        thead th{border-top:0;font-weight:500;color:var(--text-2);white-space:nowrap;background:var(--sunken)}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .more{font-size:12px;color:var(--text-3);margin-top:6px}
        text{font:11px Inter,system-ui,sans-serif;fill:var(--text-2);font-variant-numeric:tabular-nums}.strong{fill:var(--text)}.on{fill:var(--on-accent)}
        .grid{stroke:var(--line)}.axis{stroke:var(--line-strong)}.bar{fill:var(--accent)}.track{fill:var(--sunken)}.whisker{stroke:var(--text);stroke-width:1.5}
        .dot{fill:var(--accent);fill-opacity:.75;stroke:var(--surface)}.cell{fill:var(--accent)}.bad{fill:var(--bad)}
        .s1{stroke:var(--s1)}.s2{stroke:var(--s2)}.s3{stroke:var(--s3)}.s4{stroke:var(--s4)}.series{fill:none;stroke-width:2}
        @media print{:root{color-scheme:light;--bg:#fff;--surface:#fff;--sunken:#f3f4f6;--line:#e6e8ec;--line-strong:#80868f;--text:#15181e;--text-2:#565d6b;--text-3:#69707d;--accent:#4f46e5;
        --on-accent:#fff;--warn:#8f5a00;--bad:#c02a37;--good:#0b7a4b;--s1:#4f46e5;--s2:#0b7a4b;--s3:#b45309;--s4:#be185d}body{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        main{padding:0;max-width:none}section,figure,tr{break-inside:avoid}section:has(table){break-inside:auto}}

        """
}
