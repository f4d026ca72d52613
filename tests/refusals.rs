//! For each kind of text that is no secret, inputs that no list of examples has: the kind is refused.

use std::fs;
use std::path::{Path, PathBuf};

use iron_session::{Error, Keyring, Weakness};

use crate::attacks::keys::{STRONG, keyring_in};
use crate::common::{K1, TestResult};
use crate::secrets::weakness;

#[test]
fn quotes_of_other_languages_and_around_raw_keys_are_quotes() {
    for quoted in [
        format!("\u{201e}{STRONG}\u{201c}"),
        format!("\u{ab}{STRONG}\u{bb}"),
        "'key:0123456789abcdef303132333435363738396162636465666768696a6b6c6d6e'".to_owned(),
    ] {
        assert_eq!(weakness(&quoted), Some(Weakness::Quoted), "{quoted}");
    }
    for one in [format!("\"{STRONG}"), format!("{STRONG}\""), format!("{STRONG}\u{2019}")] {
        assert_eq!(weakness(&one), Some(Weakness::Quoted), "{one}: the other quote was lost");
    }
    let sound = format!("{STRONG}\" and \"more\"x");
    assert_eq!(weakness(&sound), None, "{sound}: they are inside");
}

#[test]
fn variables_and_references_of_other_tools_are_templates() {
    for text in [
        "$SHOP_SESSION_SECRET_OF_PRODUCTION",
        "$shop_session_secret_of_production",
        "%SHOP_SESSION_SECRET_OF_PRODUCTION%",
        "@SHOP_SESSION_SECRET_OF_PRODUCTION@",
        "__SHOP_SESSION_SECRET_OF_PRODUCTION__",
        "#{SHOP_SESSION_SECRET_OF_PRODUCTION}",
        "<%= ENV['SHOP_SESSION_SECRET_OF_PRODUCTION'] %>",
        "ref+awsssm://production/shop/session-secret",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop",
        "@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/session)",
        "projects/1234567890/secrets/session/versions/latest",
        "vault:secret/data/production/shop#SESSION_SECRET",
        "ENC[AES256_GCM,data:mZ0x3w==,iv:Yc1kd9s=,tag:9KsP0w==,type:str]",
    ] {
        assert_eq!(weakness(text), Some(Weakness::Template), "{text}");
    }
    for generated in ["$kettle-Moss58violin.harbor_Quartz11", "100%kettle-Moss58violin_harbor-Quartz11%"] {
        assert_eq!(weakness(generated), None, "{generated}");
    }
}

#[test]
fn paths_of_other_systems_and_folders_are_paths() {
    for path in [
        "/app/config/production/session-secret.txt",
        "/data/shop/production/session_secret.key",
        "C:\\ProgramData\\Shop\\production\\session-secret.txt",
        "file:///run/secrets/shop-session-secret",
        "../configuration/production/session-secret.txt",
    ] {
        assert_eq!(weakness(path), Some(Weakness::Path), "{path}");
    }
    for random in ["/app3Kd8sQpZ1vT6yR2mW9xN4bH7jL5cF0gAeU8i", "kd8/spz1/vt6yr2mw9/xn4bh7jl5cf0gaeu8"] {
        assert_eq!(weakness(random), None, "{random}");
    }
}

#[test]
fn other_rows_of_letters_and_other_invisible_characters_are_refused() {
    for row in ["9876543210zyxwvutsrqponmlkjihgfedcba", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!"] {
        assert_eq!(weakness(row), Some(Weakness::Repeated), "{row}");
    }
    for invisible in ["\u{200e}", "\u{202a}", "\u{2028}", "\u{7f}", "\u{85}"] {
        assert_eq!(weakness(&format!("{STRONG}{invisible}")), Some(Weakness::Blank), "{invisible:?}");
        let key = format!("{invisible}key:0123456789abcdef303132333435363738396162636465666768696a6b6c6d6e");
        assert_eq!(weakness(&key), Some(Weakness::Blank), "{invisible:?}");
    }
}

#[test]
fn what_resembles_a_raw_key_says_how_to_make_one() {
    for spelled in [
        "0x0123456789abcdef303132333435363738396162636465666768696a6b6c6d6e",
        "01:23:45:67:89:ab:cd:ef:30:31:32:33:34:35:36:37:38:39:61:62:63:64:65:66:67:68:69:6a:6b:6c:6d:6e",
        " ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=",
        "ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=\n",
    ] {
        let Err(error) = Keyring::from_secret(&format!("key:{spelled}")) else { panic!("{spelled}") };
        let text = error.to_string();
        assert!(text.contains("openssl rand -base64 32") || text.contains("white space"), "{text}");
    }
}

#[test]
fn a_raw_key_that_begins_with_slashes_is_neither_a_reference_nor_a_path() -> TestResult {
    for slashes in
        ["//+/+7QSfviAFrpsLPrWwLi+0vQkYq4IcOZq/JxKBtA=", "///////SfviAFrpsLPrWwLi+0vQkYq4IcOZq/JxKBtA="]
    {
        Keyring::from_secret(&format!("key:{slashes}"))?;
    }
    assert_eq!(weakness("key://vault/shop/production/session-secret"), Some(Weakness::BadKey));
    Ok(())
}

#[test]
fn a_raw_key_of_which_more_than_three_quarters_count_up_or_down_is_refused() {
    let others = [0xe0, 0x21, 0xc3, 0x55, 0x99, 0x07, 0xf1];
    let counting = |steps: usize| -> [u8; 32] {
        let mut bytes = (0x80..).take(steps + 1).chain(others);
        std::array::from_fn(|_| bytes.next().unwrap_or_default())
    };
    for (steps, is_refused) in [(31, true), (25, true), (24, false)] {
        for key in [counting(steps), counting(steps).map(|byte| !byte)] {
            let keys = Keyring::from_key(&key);
            let refused = matches!(keys, Err(Error::WeakSecret { weakness: Weakness::Repeated, .. }));
            assert_eq!((refused, keys.is_err()), (is_refused, is_refused), "{key:x?}");
        }
    }
}

#[test]
fn text_in_any_language_and_its_base64_are_no_raw_key() {
    let refused = |key: &[u8; 32]| match Keyring::from_key(key) {
        Err(Error::WeakSecret { weakness, .. }) => Some(weakness),
        _ => None,
    };
    let german = "Größe, Äpfel und schöne Füße!".as_bytes().try_into().unwrap_or([b'x'; 32]);
    let hex = b"8f1c9a72e05d4b36a7e2c1908d5f6b34";
    for text in [&german, hex, b"mossy Kettle,\nviolin at the Qua\n"] {
        assert_eq!(refused(text), Some(Weakness::TextAsKey), "{}", String::from_utf8_lossy(text));
    }
    let hidden = "key:UjB4a3E3dlQybVpwOVdjWTRzTGQ4TmZHaEoxYlVhRTY="; // base64 of letters and digits
    assert_eq!(weakness(hidden), Some(Weakness::TextAsKey));
}

#[test]
fn a_fe26_password_that_is_a_native_secret_in_disguise_is_told_as_that() {
    let hex = "0123456789ABCDEF303132333435363738396162636465666768696A6B6C6D6E";
    for password in [hex, &format!("\"key:{hex}\""), "'ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4'"] {
        let both = Keyring::builder().key(&K1).fe26_password("1", password).build();
        let text = both.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(text.contains("is also the Fe26.2 password `1`") && !text.contains("rotation"), "{text}");
    }
    let quoted = format!("\"{STRONG}\"");
    let both = Keyring::builder().password(STRONG).fe26_password("1", &quoted).build();
    assert!(matches!(both, Err(Error::NativeAsFe26 { .. })));
}

#[test]
fn other_variables_that_look_like_secrets_stop_the_start() {
    for variable in [
        "APP_SECRET_NEXT2",
        "APP_SECRET_PREVIOUS_",
        "APP_SECRET_PREVIOUS_02",
        "APP_SECRET_PREV_1_FILE",
        "APP_SECRET_PREVIOUS_FILE_2",
        "APP_SECRET_NEXT_FILE2",
    ] {
        let report = keyring_in(&[("APP_SECRET", STRONG), (variable, "x")]);
        assert!(report.starts_with(&format!("error: `{variable}` looks like a secret")), "{report}");
    }
}

#[test]
fn both_forms_of_any_variable_are_an_error_that_names_it() {
    for name in ["APP_SECRET_NEXT", "APP_SECRET_PREVIOUS_2"] {
        let file = format!("{name}_FILE");
        let report = keyring_in(&[("APP_SECRET", STRONG), (name, "x"), (&file, "/run/secrets/x")]);
        assert_eq!(report, format!("error: `{name}` and `{file}` are both set; keep one"));
    }
}

/// All files of a folder with one of these endings.
fn files_below(folder: &Path, endings: &[&str], files: &mut Vec<PathBuf>) -> TestResult {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files_below(&path, endings, files)?;
        } else if path.extension().is_some_and(|end| endings.iter().any(|ending| end == *ending)) {
            files.push(path);
        }
    }
    Ok(())
}

/// The texts in double quotes and the values of variables on a line, without white space in them. Longer ones
/// are seals.
fn texts(line: &str) -> impl Iterator<Item = &str> {
    let quoted = line.split('"').skip(1).step_by(2);
    let assigned = line.split_once('=').map(|(_, value)| value.trim());
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || "+/=_:-".contains(c);
    let texts = quoted.chain(assigned).filter(|text| (32..96).contains(&text.len()));
    texts.filter(move |text| text.chars().all(is_of_key))
}

#[test]
fn the_documentation_prints_no_secret_that_would_be_taken() -> TestResult {
    let repository =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the tests have a parent folder")?;
    let mut files = vec![repository.join("README.md"), repository.join("iron-session-derive/reference.md")];
    for folder in ["iron-session/docs", "iron-session/src", "iron-session-derive/src", "examples"] {
        files_below(&repository.join(folder), &["md", "rs"], &mut files)?;
    }
    // Part of the test vectors, which have to open. Nobody is told to use it.
    let vector = "winter-ribbon-seven-lantern-maple-copper-4036";
    // The type of a form. Nobody takes it for a secret.
    let form = "application/x-www-form-urlencoded";
    let mut found_vector = false;
    for file in files {
        let is_code = file.extension().is_some_and(|end| end == "rs");
        let page = fs::read_to_string(&file)?;
        let lines = page.lines().filter(|line| !is_code || line.trim_start().starts_with("//"));
        for text in lines.flat_map(texts) {
            found_vector |= text == vector;
            assert!(
                [vector, form].contains(&text) || Keyring::from_secret(text).is_err(),
                "{}: {text}",
                file.display()
            );
        }
    }
    assert!(found_vector, "the search finds what is there");
    Ok(())
}
