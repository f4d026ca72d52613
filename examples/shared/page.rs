//! The frame of every page, and how text of a visitor is put into HTML.

use axum::response::Html;

const STYLE: &str = include_str!("style.css");

/// A page with a title and some HTML. Put every text that a visitor may have written through [`escape`]
/// first.
pub fn page(title: &str, main: &str) -> Html<String> {
    Html(document(title, "auto", "", main))
}

/// Like [`page`], and its forms may also lead to another origin, such as `https://id.example`. Chromium asks
/// for this where the form is sent here and the answer is a redirect to there.
pub fn page_leading_to(origin: &str, title: &str, main: &str) -> Html<String> {
    Html(frame(title, "auto", "", main, origin))
}

/// Like [`page`], in the colours `light`, `dark` or `auto`, and with more HTML at the top.
///
/// The content security policy lets the page talk to its own server only. Scripts inside the page do not run.
#[must_use]
pub fn document(title: &str, theme: &str, header: &str, main: &str) -> String {
    frame(title, theme, header, main, "")
}

fn frame(title: &str, theme: &str, header: &str, main: &str, form_target: &str) -> String {
    format!(
        "<!doctype html>
        <html lang=en data-theme={theme}>
        <meta charset=utf-8>
        <meta name=viewport content='width=device-width, initial-scale=1'>
        <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'; \
            script-src 'self'; connect-src 'self'; img-src data:; form-action 'self' {form_target}; base-uri 'none'\">
        <title>{title} · iron-session</title>
        <link rel=icon href='data:,'>
        <style>{STYLE}</style>
        <body>
        <header><a class=brand href=/><i></i>iron-session</a>{header}</header>
        <main>{main}</main>
        </html>"
    )
}

/// The text as HTML, so that it ends neither an element nor a quoted attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

/// Whether a path stays on this server. Browsers read `//host` and `/\host` as another server. They drop tabs
/// and line ends before they read the path.
#[must_use]
pub fn is_local(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    path.len() <= 200 && path.starts_with('/') && !path.starts_with("//") && path.bytes().all(plain)
}
