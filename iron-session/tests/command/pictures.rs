//! What the pages show of the command is what it shows: blocks of text, and a picture of a terminal.
//!
//! ```text
//! PICTURES=overwrite cargo test -p iron-session --features cli --test command -- pictures
//! ```

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::program::{Program, program, with_key};

/// A session that was sealed at the second 1,800,000,000 for 30 days.
const COOKIE: &str = include_str!("cookie.txt");
/// Three days later.
const NOW: &str = "1800270000";
/// After its end.
const LATER: &str = "1802606400";
/// The line that stands above each picture.
const LINE: &str = "$ iron-session inspect - < cookie.txt";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What the pages show: with the key, after the end, and without a key.
fn shown() -> [String; 3] {
    let inspect = |program: Program| program.arg("-").run(COOKIE).text();
    [
        inspect(with_key(&["inspect", "--now", NOW])),
        inspect(with_key(&["inspect", "--now", LATER])),
        inspect(program(&["inspect"])),
    ]
}

#[test]
fn the_blocks_of_the_page_are_what_the_command_shows() {
    let page = fs::read_to_string(file("docs/deploying.md")).expect("the page is there");
    let start = format!("```text\n{LINE}\n");
    let blocks: Vec<&str> =
        page.split(&start).skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0)).collect();
    assert_eq!(blocks, shown());
}

#[test]
fn the_picture_is_what_a_terminal_shows() {
    let coloured = with_key(&["inspect", "--now", NOW, "-"]).env("CLICOLOR_FORCE", "1");
    let picture = picture(&format!("{LINE}\n{}", coloured.run(COOKIE).text()));
    let path = file("docs/inspect.svg");
    if env::var_os("PICTURES").is_some_and(|word| word == "overwrite") {
        fs::write(&path, &picture).expect("it is written");
    }
    assert_eq!(fs::read_to_string(path).expect("it is there"), picture);
}

/// Lines with the colours of a terminal as an SVG.
fn picture(text: &str) -> String {
    const LINE_HEIGHT: usize = 20;
    let lines: Vec<&str> = text.lines().collect();
    let (width, height) = (740, LINE_HEIGHT * lines.len() + 24);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" role=\"img\">\n\
         <title>iron-session inspect</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1b1f27\"/>\n\
         <g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, monospace\" font-size=\"14\" fill=\"#d7dae0\">\n"
    );
    for (at, line) in lines.iter().enumerate() {
        let y = LINE_HEIGHT * (at + 1) + 6;
        writeln!(svg, "<text x=\"16\" y=\"{y}\" xml:space=\"preserve\">{}</text>", coloured(line))
            .expect("a string");
    }
    svg + "</g>\n</svg>\n"
}

/// One line, whose colours become those of the picture.
fn coloured(line: &str) -> String {
    let colours = [("36", "#56b6c2"), ("32", "#98c379"), ("31", "#e06c75"), ("33", "#e5c07b")];
    let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
    let spans = escaped.replace("\x1b[0m", "</tspan>");
    let span = |text: String, (code, colour): &(&str, &str)| {
        text.replace(&format!("\x1b[{code}m"), &format!("<tspan fill=\"{colour}\">"))
    };
    let svg = colours.iter().fold(spans, span);
    assert!(!svg.contains('\x1b'), "a colour that the picture does not know: {svg:?}");
    svg
}
