//! A table of rooms in a Markdown page.

/// The names in the first column of the table under `heading`, without backticks, `/` and `.rs`.
pub(super) fn first_column(page: &str, heading: &str) -> Vec<String> {
    let section = page.lines().skip_while(|line| *line != heading).skip(1);
    let rows = section.take_while(|line| !line.starts_with("## ")).filter(|line| line.starts_with('|'));
    // Two lines of the table are its head and the rule below the head.
    rows.skip(2).map(|row| room(row.split('|').nth(1).unwrap_or_default())).collect()
}

fn room(cell: &str) -> String {
    let cell = cell.trim().trim_matches('`').trim_end_matches('/');
    cell.strip_suffix(".rs").unwrap_or(cell).to_owned()
}
