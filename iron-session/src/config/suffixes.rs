//! The best-known public suffixes: domains below which anybody can register a name.
//!
//! A browser ignores a cookie for one of them. The whole list has some 10,000 rules, changes every week, and
//! is at <https://publicsuffix.org/list/>. Below these, programs are deployed most often.

use std::cmp::Ordering;

/// In the order of their bytes.
const KNOWN: [&str; 93] = [
    "a.run.app",
    "ac.jp",
    "ac.nz",
    "ac.uk",
    "amplifyapp.com",
    "appspot.com",
    "azurefd.net",
    "azurestaticapps.net",
    "azurewebsites.net",
    "bitbucket.io",
    "cloudfront.net",
    "co.id",
    "co.il",
    "co.in",
    "co.jp",
    "co.ke",
    "co.kr",
    "co.nz",
    "co.th",
    "co.uk",
    "co.za",
    "com.ar",
    "com.au",
    "com.br",
    "com.cn",
    "com.co",
    "com.hk",
    "com.mx",
    "com.my",
    "com.ng",
    "com.pe",
    "com.ph",
    "com.pl",
    "com.sa",
    "com.sg",
    "com.tr",
    "com.tw",
    "com.ua",
    "com.vn",
    "ddns.net",
    "deno.dev",
    "duckdns.org",
    "edu.au",
    "elasticbeanstalk.com",
    "eu.org",
    "firebaseapp.com",
    "fly.dev",
    "github.io",
    "githubusercontent.com",
    "gitlab.io",
    "go.jp",
    "gov.au",
    "gov.uk",
    "herokuapp.com",
    "hf.space",
    "ltd.uk",
    "me.uk",
    "myshopify.com",
    "ne.jp",
    "net.au",
    "net.br",
    "net.nz",
    "netlify.app",
    "ngrok-free.app",
    "ngrok-free.dev",
    "ngrok.app",
    "ngrok.io",
    "now.sh",
    "ondigitalocean.app",
    "onrender.com",
    "or.jp",
    "org.au",
    "org.br",
    "org.nz",
    "org.uk",
    "pages.dev",
    "r2.dev",
    "readthedocs.io",
    "replit.app",
    "replit.dev",
    "s3.amazonaws.com",
    "streamlit.app",
    "supabase.co",
    "trycloudflare.com",
    "ts.net",
    "uk.com",
    "up.railway.app",
    "us.com",
    "vercel.app",
    "vercel.dev",
    "web.app",
    "webflow.io",
    "workers.dev",
];

/// Whether a domain, in any letter case, is one of the best-known public suffixes. Domains below them are
/// not.
pub(super) const fn is_public(domain: &str) -> bool {
    let (mut low, mut high) = (0, KNOWN.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        match compare(KNOWN[middle].as_bytes(), domain.as_bytes()) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return true,
        }
    }
    false
}

/// Compares a text in lower case with one in any letter case.
const fn compare(lower: &[u8], any: &[u8]) -> Ordering {
    let mut at = 0;
    while at < lower.len() && at < any.len() {
        let byte = any[at].to_ascii_lowercase();
        if lower[at] != byte {
            return if lower[at] < byte { Ordering::Less } else { Ordering::Greater };
        }
        at += 1;
    }
    match (at < lower.len(), at < any.len()) {
        (false, true) => Ordering::Less,
        (true, false) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, is_public};

    #[test]
    fn the_table_is_sorted_and_in_lower_case() {
        assert!(KNOWN.is_sorted_by(|one, next| one < next));
        assert!(KNOWN.iter().all(|name| *name == name.to_ascii_lowercase() && name.contains('.')));
    }

    #[test]
    fn each_of_the_table_is_found_and_no_domain_beside_it() {
        for name in KNOWN {
            assert!(is_public(name) && is_public(&name.to_ascii_uppercase()), "{name}");
            for other in
                [format!("shop.{name}"), format!("x{name}"), format!("{name}x"), name[1..].to_owned()]
            {
                assert!(!is_public(&other), "{other}");
            }
        }
        assert!(!is_public("") && !is_public("zzz.example"));
    }
}
