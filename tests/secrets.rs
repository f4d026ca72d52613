//! Secrets as people have them: in variables, in files and in vaults, with the mistakes that come with each.

use std::fs;
use std::path::PathBuf;

use iron_session::{Error, Keyring, Weakness};

use crate::attacks::keys::{STRONG, keyring_in};
use crate::common::{K1, TestResult, keys};

/// What makes a text from a vault unfit.
pub(crate) fn weakness(text: &str) -> Option<Weakness> {
    match Keyring::from_secret(text) {
        Err(Error::WeakSecret { weakness, .. }) => Some(weakness),
        Err(other) => panic!("{other}"),
        Ok(_) => None,
    }
}

/// A folder with one file, which is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn with(name: &str, content: &[u8]) -> Result<Self, std::io::Error> {
        let folder = std::env::temp_dir().join(format!("iron-session-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("secret"), content)?;
        Ok(Self(folder))
    }

    fn secret(&self) -> String {
        self.0.join("secret").display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_text_in_quotes_is_refused_since_the_quotes_would_be_a_part_of_it() {
    for (open, close) in [("\"", "\""), ("'", "'"), ("`", "`"), ("\u{201c}", "\u{201d}")] {
        assert_eq!(weakness(&format!("{open}{STRONG}{close}")), Some(Weakness::Quoted), "{open}");
        let key = format!("{open}key:ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4{close}");
        assert_eq!(weakness(&key), Some(Weakness::Quoted), "{open}");
    }
    assert_eq!(weakness(&format!("{STRONG}'s")), None);
}

#[test]
fn a_template_or_a_reference_that_nothing_replaced_is_refused() {
    for text in [
        "${SHOP_SESSION_SECRET_OF_PRODUCTION}",
        "$(cat /run/secrets/shop-session-secret)",
        "{{ .Values.session.secret | quote }}",
        "shop-{{ lookup('session', 'prod') }}-secret",
        "{{ vault.shop.session.password.prod }}",
        "<the secret of the session of the shop>",
        "<output of openssl rand -base64 48>",
        "op://production/shop/session-secret/password",
        "vault://production/shop/session-secret",
        "prefix-${SHOP_SESSION_SECRET_OF_PRODUCTION}",
    ] {
        assert!(matches!(weakness(text), Some(Weakness::Template)), "{text}: {:?}", weakness(text));
    }
    assert_eq!(weakness("moss{y-Kettle$58<violin>harbor}Quartz(11)"), None);
}

#[test]
fn the_path_of_a_file_is_refused() {
    for path in [
        "/run/secrets/shop-session-secret-of-production",
        "/etc/shop/production/session-secret.txt",
        "/var/lib/shop/production/session-secret",
        "./configuration/production/session-secret.txt",
        "~/configuration/production/session-secret.txt",
        "file:/run/secrets/shop-session-secret",
    ] {
        assert_eq!(weakness(path), Some(Weakness::Path), "{path}");
    }
    assert_eq!(weakness("/rUn7qX2mZp9WcY4sLd8NfGhJ1bUaE6kT3vB0oRi"), None);
}

#[test]
fn what_nobody_sees_at_either_end_is_refused() {
    for invisible in ["\u{feff}", "\u{200b}", "\u{200d}", "\u{2060}", "\u{ad}", "\u{1f}", "\u{3000}"] {
        assert_eq!(weakness(&format!("{invisible}{STRONG}")), Some(Weakness::Blank), "{invisible:?}");
        assert_eq!(weakness(&format!("{STRONG}{invisible}")), Some(Weakness::Blank), "{invisible:?}");
    }
}

#[test]
fn letters_and_digits_in_their_order_are_refused() {
    for text in [
        "abcdefghijklmnopqrstuvwxyz123456",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "zyxwvutsrqponmlkjihgfedcba987654",
        "0123456789abcdefghijklmnopqrstuvwxyz",
    ] {
        assert_eq!(weakness(text), Some(Weakness::Repeated), "{text}");
    }
    assert_eq!(weakness("qwertyuiopasdfghjklzxcvbnm123456"), Some(Weakness::Published));
}

#[test]
fn secrets_that_our_own_documentation_prints_are_refused() {
    assert_eq!(weakness("vQ7-rain-Marble-29-teacup-orbit-lantern"), Some(Weakness::Published));
}

#[test]
fn a_raw_key_may_be_spelled_as_openssl_prints_it() -> TestResult {
    let hex = "0123456789abcdef303132333435363738396162636465666768696a6b6c6d6e";
    for spelled in [
        "ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4",
        "ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=",
        hex,
        &hex.to_uppercase(),
    ] {
        let spelled = Keyring::from_secret(&format!("key:{spelled}"))?;
        assert_eq!(format!("{spelled:?}"), format!("{:?}", keys()));
    }
    let both_alphabets = [
        "key:-_-_-7QSfviAFrpsLPrWwLi-0vQkYq4IcOZq_JxKBtA",
        "key:+/+/+7QSfviAFrpsLPrWwLi+0vQkYq4IcOZq/JxKBtA=",
    ];
    let [url_safe, standard] = both_alphabets.map(Keyring::from_secret);
    assert_eq!(format!("{:?}", url_safe?), format!("{:?}", standard?));
    for broken in
        ["", "AAAA", &hex[1..], &format!("{hex}00"), "ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=="]
    {
        assert_eq!(weakness(&format!("key:{broken}")), Some(Weakness::BadKey), "{broken}");
    }
    Ok(())
}

#[test]
fn text_is_no_raw_key() {
    let refused = |key: &[u8; 32]| match Keyring::from_key(key) {
        Err(Error::WeakSecret { weakness, .. }) => Some(weakness),
        _ => None,
    };
    assert_eq!(refused(b"R0xkq7vT2mZp9WcY4sLd8NfGhJ1bUaE6"), Some(Weakness::TextAsKey));
    assert_eq!(refused(b"mossy Kettle, violin at the Quar"), Some(Weakness::TextAsKey));
    assert_eq!(refused(&K1), None);
}

#[test]
fn a_native_secret_is_no_fe26_password_however_it_is_spelled() {
    let hex = "0123456789abcdef303132333435363738396162636465666768696a6b6c6d6e";
    for password in [hex, &format!("key:{hex}"), "ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4="] {
        let both = Keyring::builder().key(&K1).fe26_password("1", password).build();
        assert!(matches!(both, Err(Error::NativeAsFe26 { .. })), "{password}");
    }
    let quoted =
        Keyring::builder().fe26_password("1", "\"complex_password_at_least_32_characters_long\"").build();
    assert!(matches!(quoted, Err(Error::WeakSecret { weakness: Weakness::Published, .. })));
}

#[test]
fn a_variable_may_name_a_file_with_the_secret() -> TestResult {
    let plain = keyring_in(&[("APP_SECRET", STRONG)]);
    for end in ["", "\n", "\r\n"] {
        let file = Folder::with("plain", format!("{STRONG}{end}").as_bytes())?;
        assert_eq!(keyring_in(&[("APP_SECRET_FILE", &file.secret())]), plain, "{end:?}");
    }
    let key = Folder::with("key", b"key:ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=\n")?;
    let all = keyring_in(&[("APP_SECRET", STRONG), ("APP_SECRET_PREVIOUS_2_FILE", &key.secret())]);
    assert!(all.contains("Current") && all.contains("Previous"), "{all}");
    Ok(())
}

#[test]
fn a_file_that_holds_no_secret_is_an_error_that_names_the_variable() -> TestResult {
    for (content, says) in [
        (b"".as_slice(), "it is empty"),
        (b"\n", "it is empty"),
        (&vec![b'a'; 70_000], "64 KiB"),
        (&vec![b'a'; 64 * 1024], "different"),
        (b"\xff\xfe", "UTF-8"),
        (format!("{STRONG}\n\n").as_bytes(), "white space"),
    ] {
        let file = Folder::with("unfit", content)?;
        let report = keyring_in(&[("APP_SECRET_FILE", &file.secret())]);
        assert!(report.contains("APP_SECRET_FILE") && report.contains(says), "{report}");
    }
    let missing = keyring_in(&[("APP_SECRET_FILE", "/run/secrets/nothing-here")]);
    assert!(missing.starts_with("error: the file that `APP_SECRET_FILE` names: "), "{missing}");
    Ok(())
}

#[test]
fn a_variable_and_its_file_together_are_an_error() -> TestResult {
    let file = Folder::with("twice", STRONG.as_bytes())?;
    let report = keyring_in(&[("APP_SECRET", STRONG), ("APP_SECRET_FILE", &file.secret())]);
    assert_eq!(report, "error: `APP_SECRET` and `APP_SECRET_FILE` are both set; keep one");
    Ok(())
}

#[test]
fn a_variable_that_looks_like_a_secret_and_is_not_read_is_an_error_that_names_it() {
    for variable in [
        "APP_SECRET_PREVIOUS_1",
        "APP_SECRET_PREVIOUS2",
        "APP_SECRET_PREVIOUS_10",
        "APP_SECRET_NEXT_2",
        "APP_SECRET_PREV",
        "APP_SECRET_OLD",
        "APP_SECRET_OLD_2_FILE",
    ] {
        let report =
            keyring_in(&[("APP_SECRET", STRONG), (variable, "another-Kettle-77-fjord-anvil-Copper")]);
        assert!(report.starts_with(&format!("error: `{variable}` looks like a secret")), "{report}");
    }
}

#[test]
fn variables_of_others_that_begin_with_the_name_do_not_stop_the_start() {
    let report = keyring_in(&[
        ("APP_SECRET", STRONG),
        ("APP_SECRET_NEXT_SERVICE_HOST", "10.0.0.1"),
        ("APP_SECRET_NEXT_PORT_443_TCP_ADDR", "10.0.0.1"),
        ("APP_SECRET_OLDER", "x"),
        ("APP_SECRET_PREVIOUS_1", ""),
        ("MY_APP_SECRET_OLD", "x"),
    ]);
    assert!(report.starts_with("keyring: "), "{report}");
}
