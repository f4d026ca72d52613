//! Where a cookie goes: Secure, Path, Domain, Partitioned, and the order in which cookies are sent.

use super::row::{FromHttps, Row, dropped, kept, row, row_of};

const SHOP: &str = "www.shop.example/cart/view";

pub(super) fn rows() -> Vec<Row> {
    [secure(), same_site_and_partitioned(), paths(), domains(), suffixes(), order()].concat()
}

fn secure() -> Vec<Row> {
    let over_https =
        FromHttps { page: "https://www.shop.example/", name: "a", value: "1", domain: "shop.example" };
    let overwritten = |about, set| row_of(about, SHOP, [set]).after(over_https);
    vec![
        kept("Secure on localhost", "a=1; Secure"),
        row_of("Secure on a loopback address", "127.0.0.1/", ["a=1; Secure"]).sends("127.0.0.1/", "a=1"),
        row_of("Secure on another loopback address", "127.8.0.1/", ["a=1; Secure"])
            .sends("127.8.0.1/", "a=1"),
        row_of("Secure below localhost", "a.localhost/", ["a=1; Secure"])
            .sends("a.localhost/", "a=1")
            .sends("b.localhost/", "")
            .sends("localhost/", ""),
        row_of("Secure on a host without https", SHOP, ["a=1; Secure"]).sends(SHOP, ""),
        row_of("`__Host-` on a host without https", SHOP, ["__Host-a=1; Secure; Path=/"]).sends(SHOP, ""),
        overwritten("a cookie that would hide one from https", "a=2").sends(SHOP, ""),
        overwritten("a cookie that would replace one from https", "a=2; Path=/; Domain=shop.example")
            .sends(SHOP, ""),
        overwritten("a removal of a cookie from https", "a=; Max-Age=0; Path=/; Domain=shop.example")
            .sends(SHOP, ""),
        overwritten("another name than that from https", "b=2").sends(SHOP, "b=2"),
    ]
}

fn same_site_and_partitioned() -> Vec<Row> {
    vec![
        kept("SameSite=None with Secure", "a=1; SameSite=None; Secure"),
        dropped("SameSite=None without Secure", "a=1; SameSite=none"),
        kept("SameSite of an unknown value", "a=1; SameSite=Sometimes"),
        kept("SameSite without a value", "a=1; SameSite"),
        kept("SameSite twice: the last counts", "a=1; SameSite=None; SameSite=Lax"),
        kept("Partitioned with Secure", "a=1; Secure; Partitioned"),
        dropped("Partitioned without Secure", "a=1; Partitioned"),
        kept("Partitioned with a prefix", "__Host-a=1; Secure; Path=/; Partitioned; SameSite=None"),
        row("a partitioned and an unpartitioned cookie are two", "a=1; Secure; Path=/")
            .then("localhost/", "a=2; Secure; Path=/; Partitioned")
            .sends_here("a=1; a=2"),
        row(
            "a removal without Partitioned removes no partitioned cookie",
            "a=1; Secure; Path=/; Partitioned",
        )
        .then("localhost/", "a=; Secure; Path=/; Max-Age=0")
        .sends_here("a=1"),
        row("a removal with Partitioned", "a=1; Secure; Path=/; Partitioned")
            .then("localhost/", "a=; Secure; Path=/; Partitioned; Max-Age=0")
            .sends_here(""),
    ]
}

fn paths() -> Vec<Row> {
    let everywhere = |row: Row| row.sends("localhost/", "a=1").sends("localhost/x/y", "a=1");
    vec![
        row("the default path is the folder", "a=1")
            .sends("localhost/cart", "a=1")
            .sends("localhost/cart/view/2", "a=1")
            .sends("localhost/cartoon", "")
            .sends("localhost/", ""),
        everywhere(row_of("the default path of a page in the root", "localhost/login", ["a=1"])),
        row("a path of another page", "a=1; Path=/account")
            .sends_here("")
            .sends("localhost/account/x", "a=1"),
        row("a path with a slash at the end", "a=1; Path=/cart/")
            .sends("localhost/cart/x", "a=1")
            .sends("localhost/cart", ""),
        row("a path in upper case", "a=1; Path=/CART").sends_here("").sends("localhost/CART", "a=1"),
        row("a path that begins with no slash", "a=1; Path=account")
            .sends_here("a=1")
            .sends("localhost/", ""),
        row("an empty path", "a=1; Path=").sends_here("a=1").sends("localhost/", ""),
        row("a path in quotes", "a=1; Path=\"/\"").sends_here("a=1").sends("localhost/", ""),
        everywhere(row("a path twice: the last counts", "a=1; Path=/cart; Path=/")),
        row("a path, and then an empty one", "a=1; Path=/; Path=").sends_here("a=1").sends("localhost/", ""),
        row("a tab inside a path", "a=1; Path=/a\tb").sends_here(""),
        row("a path with percent-encoded letters", "a=1; Path=/c%61rt")
            .sends_here("")
            .sends("localhost/c%61rt", "a=1"),
    ]
}

fn domains() -> Vec<Row> {
    let of_shop = |about, set| row_of(about, SHOP, [set]);
    let shared = |row: Row| {
        row.sends("www.shop.example/", "a=1").sends("api.shop.example/", "a=1").sends("shop.example/", "a=1")
    };
    let host_only = |row: Row| row.sends("www.shop.example/", "a=1").sends("api.www.shop.example/", "");
    vec![
        host_only(of_shop("no domain", "a=1; Path=/")),
        shared(of_shop("a domain above the host", "a=1; Path=/; Domain=shop.example")),
        shared(of_shop("a domain with a dot before it", "a=1; Path=/; Domain=.shop.example")),
        shared(of_shop("a domain in upper case", "a=1; Path=/; Domain=SHOP.Example")),
        of_shop("the host itself as a domain", "a=1; Path=/; Domain=www.shop.example")
            .sends("api.www.shop.example/", "a=1")
            .sends("shop.example/", ""),
        host_only(of_shop("an empty domain", "a=1; Path=/; Domain=")),
        shared(of_shop(
            "a domain twice: the last counts",
            "a=1; Path=/; Domain=else.example; Domain=shop.example",
        )),
        host_only(of_shop("a domain, and then an empty one", "a=1; Path=/; Domain=shop.example; Domain=")),
        of_shop("a domain of others", "a=1; Domain=else.example").sends(SHOP, ""),
        of_shop("a domain that is no whole label", "a=1; Domain=op.example").sends(SHOP, ""),
        of_shop("a domain below the host", "a=1; Domain=api.www.shop.example").sends(SHOP, ""),
        of_shop("a domain with a port", "a=1; Domain=shop.example:80").sends(SHOP, ""),
        of_shop("a domain with two dots before it", "a=1; Domain=..shop.example").sends(SHOP, ""),
        of_shop("a domain with a dot at the end", "a=1; Domain=shop.example.").sends(SHOP, ""),
        of_shop("a removal with the domain", "a=1; Path=/; Domain=shop.example")
            .then(SHOP, "a=; Path=/; Domain=shop.example; Max-Age=0")
            .sends(SHOP, ""),
        of_shop("a removal without the domain", "a=1; Path=/; Domain=shop.example")
            .then(SHOP, "a=; Path=/; Max-Age=0")
            .sends(SHOP, "a=1"),
        of_shop("with and without a domain are two", "a=1; Path=/; Domain=shop.example")
            .then(SHOP, "a=2; Path=/")
            .sends(SHOP, "a=1; a=2"),
    ]
}

fn suffixes() -> Vec<Row> {
    vec![
        row_of("a top-level domain", SHOP, ["a=1; Domain=example"]).sends(SHOP, ""),
        row_of("a public suffix", "shop.co.uk/", ["a=1; Domain=co.uk"]).sends("shop.co.uk/", ""),
        row_of("a public suffix that is the host itself", "co.uk/", ["a=1; Domain=co.uk"])
            .sends("co.uk/", "a=1")
            .sends("shop.co.uk/", ""),
        row_of("localhost as a domain of its own", "localhost/", ["a=1; Domain=localhost"])
            .sends("localhost/", "a=1")
            .sends("a.localhost/", ""),
        row_of("localhost as a domain of a host below it", "a.localhost/", ["a=1; Domain=localhost"])
            .sends("a.localhost/", ""),
        row_of("a domain below localhost", "my.shop.localhost/", ["a=1; Domain=shop.localhost"])
            .sends("my.shop.localhost/", "a=1")
            .sends("shop.localhost/", "a=1")
            .sends("blog.localhost/", ""),
    ]
}

fn order() -> Vec<Row> {
    vec![
        row_of(
            "longer paths first, then older cookies",
            SHOP,
            ["a=1; Path=/", "b=2; Path=/", "c=3; Path=/cart"],
        )
        .sends(SHOP, "c=3; a=1; b=2"),
        row_of("the same value again keeps its place", SHOP, ["a=1; Path=/", "b=2; Path=/", "a=1; Path=/"])
            .sends(SHOP, "a=1; b=2"),
        row_of("a new value keeps its place", SHOP, ["a=1; Path=/", "b=2; Path=/", "a=3; Path=/"])
            .sends(SHOP, "a=3; b=2")
            .but_chromium_sends(["b=2; a=3"], "by the RFC, the moment of the first value stays"),
        row_of("a cookie that was removed and set again is the newest", SHOP, ["a=1; Path=/", "b=2; Path=/"])
            .then(SHOP, "a=; Path=/; Max-Age=0")
            .then(SHOP, "a=3; Path=/")
            .sends(SHOP, "b=2; a=3"),
    ]
}
