//! What files of an environment leave around a secret, and generated secrets that resemble it.

use iron_session::{Keyring, Weakness};

use crate::attacks::keys::STRONG;
use crate::common::TestResult;
use crate::secrets::weakness;

#[test]
fn a_comment_after_a_secret_is_refused() {
    for comment in
        [" # rotate yearly", " ; rotate yearly", "\t# rotate", " #rotate", " #", "  // of the shop"]
    {
        assert_eq!(weakness(&format!("{STRONG}{comment}")), Some(Weakness::Comment), "{comment}");
    }
    assert_eq!(weakness(&format!("{STRONG}#rotate;yearly//")), None, "generated secrets have such signs");
}

#[test]
fn a_quote_at_either_end_is_refused_also_with_a_backslash() {
    for quoted in [
        format!("\"{STRONG}\";"),
        format!("\"{STRONG}\" # c"),
        format!("\\\"{STRONG}\\\""),
        format!("'{STRONG}"),
        format!("{STRONG}`"),
        format!("\\'{STRONG}"),
        format!("\"{STRONG}\","),
    ] {
        assert_eq!(weakness(&quoted), Some(Weakness::Quoted), "{quoted}");
    }
}

#[test]
fn the_name_of_a_variable_before_the_secret_is_refused() {
    for name in [
        "IRON_SESSION_PASSWORD=",
        "export X=",
        "export session=",
        "set APP=",
        "ENV SHOP=",
        "Environment=SHOP=",
        "SESSION=",
        "SESSION_SALT = ",
        "sessionPassword: ",
        "session.password=",
        "app-secret:",
        "__SESSION_KEY__=",
        "APP_KEY=base64:",
    ] {
        assert_eq!(weakness(&format!("{name}{STRONG}")), Some(Weakness::Assigned), "{name}");
    }
}

#[test]
fn a_raw_key_with_the_mark_of_another_program_says_which_mark_to_write() {
    let key = "ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=";
    for mark in ["KEY:", "Key:", "key=", "key :", "base64:", "hex:", "BASE64:", "raw:", "b64="] {
        assert_eq!(weakness(&format!("{mark}{key}")), Some(Weakness::Mark), "{mark}");
    }
    let told = Keyring::from_secret(&format!("base64:{key}")).err().map(|error| error.to_string());
    assert!(told.as_deref().is_some_and(|told| told.contains("write `key:`")), "{told:?}");
}

#[test]
fn paths_with_letters_of_both_cases_are_paths() {
    for path in [
        "/Users/ada/Projects/shop/session.secret",
        "/home/Ada/Shop/Configuration/SessionSecret",
        "/Applications/Shop.app/Contents/session.key",
        "/data/Shop Of Ada/production/session.secret",
        "/data/shop-2026/production/session-secret",
        "C:/ProgramData/Shop/production/session-secret",
        "\\\\server\\share\\production\\session-secret.txt",
        "$HOME/configuration/production/session-secret",
    ] {
        assert_eq!(weakness(path), Some(Weakness::Path), "{path}");
    }
}

#[test]
fn rows_of_doubled_and_mixed_letters_are_refused() {
    for row in [
        "aabbccddeeffgghhiijjkkllmmnnoopp",
        "aaabbbcccdddeeefffggghhhiiijjjkkklll",
        "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8",
        "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRr",
    ] {
        assert_eq!(weakness(row), Some(Weakness::Repeated), "{row}");
    }
    // Of 32 steps that are compared, four are others.
    assert_eq!(weakness("aaabbbcccdddeeefffgg!hhhiiijjjkkklll"), None);
}

/// As `openssl rand -base64 48`, `openssl rand -base64 32`, `-hex 32`, base32, `uuidgen`, and managers
/// print them.
#[test]
fn generated_secrets_are_taken() -> TestResult {
    for generated in [
        "mT0q+Yx3cVbR9/kLw2ZpQeN7sUhJdG4aXfBvCt1iOyE6KrPzSlM5WnHg8DjFuIoA",
        "ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=",
        "/kLw2ZpQ/eN7sUhJdG4aXfBvCt1iOyE6KrPzSlM5Wng=",
        "/kw2zpqen7sujdg4axfbvct1ioye6krpzslm5wn",
        "/kLw2ZpQ/eN7sUhJdG4aXfBvCt1iOyE6KrPzSlM5Wngx",
        "/kLw2/ZpQeN7s.UhJdG4aXfBvCt1iOyE6KrPzSlM5W",
        "QLVXK3TZ5M2WPB7NYRD4UHJ6FCAGSEIO5T2XK7MW====",
        "8f1c9a72e05d4b36a7e2c1908d5f6b3409be71f2c6ad83e5",
        "5f0c7e9a-b1d2-4836-9e47-a0c3d5f1b728",
        "#kT3;vB0=oRi:mZp9/WcY4 sLd8?NfG\"hJ1'bUaE6",
        "vB0=oRi:mZp9&WcY4sLd8NfGhJ1bUaE6;kT3#==",
        "A3=oRi:mZp9&WcY4sLd8NfGhJ1bUaE6;kT3#xw,",
        "correct-Kettle:violin=harbor.Quartz/58#moss",
        "correct Kettle of the secret: violin harbor",
        "mossy Kettle 58://violin-harbor-Quartz",
        "hbagecfdbhdgaefcahbdfgecgbaedhfcbdgh",
    ] {
        Keyring::from_secret(generated).map_err(|error| format!("{generated}: {error}"))?;
    }
    Ok(())
}

/// Prints what a keyring of variables for JavaScript gives. The next test starts this program with an
/// environment of its own.
#[test]
fn fe26_env_reports_its_keyring() {
    let builder = Keyring::builder().fe26_env("2", "SHOP_FE26");
    let named = std::env::var("FE26_ALSO").ok();
    let builder = named.iter().fold(builder, |builder, name| builder.fe26_env("1", name));
    println!("fe26: {}", builder.build().map_or_else(|error| error.to_string(), |_| "taken".to_owned()));
}

#[test]
fn a_variable_beside_one_for_javascript_that_no_call_names_is_an_error() -> TestResult {
    let report = |variables: &[(&str, &str)]| -> TestResult<String> {
        let mut child = std::process::Command::new(std::env::current_exe()?);
        child.args(["--exact", "leftovers::fe26_env_reports_its_keyring", "--nocapture"]);
        let output = child.env("SHOP_FE26", STRONG).envs(variables.iter().copied()).output()?;
        let text = String::from_utf8(output.stdout)?;
        Ok(text.lines().find_map(|line| line.split_once("fe26: ")).ok_or("no report")?.1.to_owned())
    };
    let other = "mW3-cellar-Pigeon-64-velvet-summit-gravel";
    assert_eq!(report(&[])?, "taken");
    for name in ["SHOP_FE26_PREVIOUS_1", "SHOP_FE26_OLD", "SHOP_FE26_PREVIOUS", "SHOP_FE26_NEXT_FILE"] {
        let told = report(&[(name, other)])?;
        assert!(told.starts_with(&format!("`{name}` looks like a secret")), "{told}");
    }
    for name in ["SHOP_FE26_OLD", "SHOP_FE26_PREVIOUS_1"] {
        assert_eq!(report(&[(name, other), ("FE26_ALSO", name)])?, "taken", "{name}");
    }
    assert_eq!(report(&[("SHOP_FE26_OLDER", other), ("SHOP_FE26_OLD", "")])?, "taken");
    Ok(())
}
