#![allow(clippy::unwrap_used)]
use super::*;

#[test]
fn what_codes_say() {
    for (code, look) in [
        ("yyyy-mm-dd", Look::Day),
        ("yyyy\"年\"m\"月\"d\"日\";@", Look::Day),
        ("[$-804]m\"月\"d\"日\"", Look::Day),
        ("m/d/yy h:mm", Look::Day),
        ("mmm", Look::Month),
        ("mmm\\-yy", Look::Month),
        ("yyyy\"年\"m\"月\";@", Look::Month),
        ("yyyy\\-mm", Look::Month),
        ("yyyy", Look::Month),
        ("d\\-mmm", Look::Day),
        ("[h]:mm:ss", Look::Plain),
        ("h:mm AM/PM", Look::Plain),
        ("0.00%", Look::Percent),
        ("0.00_ ;[Red]\\-0.00%", Look::Plain),
        ("General", Look::Plain),
        ("#,##0.00\"day\"", Look::Plain),
        ("0.00E+00", Look::Plain),
        ("[Red]0.0", Look::Plain),
        ("0\\.", Look::Plain),
        (
            "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            Look::Plain,
        ),
        ("\"¥\"#,##0.00", Look::Plain),
        ("0.00\"元/吨\"", Look::Plain),
        ("0.00\"万元\"", Look::In(Unit::Wan)),
        ("#,##0.00\\亿\\元", Look::In(Unit::Yi)),
        ("\"¥\"0.00\"元\"", Look::In(Unit::Yuan)),
        ("General\"万元\"", Look::In(Unit::Wan)),
        ("G/通用格式\"万元\"", Look::In(Unit::Wan)),
        ("G/通用格式", Look::Plain),
        ("G/通用格式\"家\"", Look::Plain),
        ("General\" 万\"", Look::In(Unit::Wan)),
        ("General\\ \"万\" ", Look::In(Unit::Wan)),
        ("0.00\"（万元）\"", Look::In(Unit::Wan)),
        ("0.00(\"万元\")", Look::In(Unit::Wan)),
        ("\"约\"0\"万元\"", Look::Scaled),
        ("\"万元\"0", Look::Scaled),
        ("0\"万元/年\"", Look::Scaled),
        ("0\"百元\"", Look::Scaled),
        ("0\"佰元\"", Look::Scaled),
        ("0.0\"万人\"", Look::Scaled),
        ("0\"万\"0000", Look::Scaled),
        ("0.00;\\-0.00\"万元\"", Look::Scaled),
        ("0.00;\\-0.00;0;@\"万元\"", Look::Plain),
        ("0\"百分点\"", Look::Plain),
        ("0\"家\"", Look::Plain),
        ("\"共\"0\"家\"", Look::Plain),
        ("\"约\"0", Look::Plain),
        ("\"第\"0\"年\"", Look::Plain),
        ("0.00\\W", Look::Scaled),
        ("0.00\"kW\"", Look::Plain),
        ("[$￥-804]#,##0.00", Look::Plain),
        ("[$¥-804]#,##0.00;[Red][$¥-804]\\-#,##0.00", Look::Plain),
        ("_ [$¥-804]* #,##0.00_ ", Look::Plain),
        ("[$CNY] #,##0.00", Look::Plain),
        ("[$-409]#,##0.00", Look::Plain),
        ("[$¥-411]#,##0", Look::Foreign("日元")),
        ("[$€-2]\\ #,##0.00", Look::Foreign("€")),
        ("#,##0.00\\ [$€-407]", Look::Foreign("€")),
        ("[$$-409]#,##0.00", Look::Foreign("$")),
        ("[$USD]\\ #,##0.00", Look::Foreign("usd")),
        ("[$CHF] 0", Look::Foreign("chf")),
        ("\"US$\"#,##0.00", Look::Foreign("us$")),
        ("\\$#,##0.00", Look::Foreign("$")),
        (
            "_($* #,##0.00_);_($* \\(#,##0.00\\);_(@_)",
            Look::Foreign("$"),
        ),
        ("0.00\"美元\"", Look::Foreign("美元")),
        ("0.00\"万美元\"", Look::Foreign("美元")),
        ("£#,##0.00", Look::Foreign("£")),
        ("0!.0000", Look::Scaled),
        ("0\\.0,\"万元\"", Look::Scaled),
        ("0\".\"0000", Look::Scaled),
        ("#,##0,", Look::Scaled),
        ("0.0,,", Look::Scaled),
        ("#,##0,.00", Look::Scaled),
        ("[>=10000]0!.0,\"万\";0", Look::Scaled),
        ("[<0]0;0.00\"万元\"", Look::Scaled),
    ] {
        assert_eq!(of_code(code), look, "{code}");
    }
}

#[test]
fn what_is_shown_as_a_code() {
    for (code, number, shown) in [
        ("00000", 123.0, Some("00123")),
        ("00000", 1_234_567.0, Some("1234567")),
        ("\"HT-\"0000", 12.0, Some("HT-0012")),
        ("\\K\\B000", 7.0, Some("KB007")),
        ("\"（2020）\"000\"号\"", 7.0, Some("（2020）007号")),
        ("000\\-0000\\-0000", 13800001111.0, Some("138-0000-1111")),
        ("000-0000", 1_234_567.0, Some("123-4567")),
        (
            "\"皋担字〔2020〕\"0\"号\"",
            12.0,
            Some("皋担字〔2020〕12号"),
        ),
        ("\"第\"0\"号\"", 12.0, Some("第12号")),
        ("0\"号\"", 12.0, Some("12号")),
        ("\"DB\"General", 12.0, Some("DB12")),
        ("\"DB\"0;@", 12.0, Some("DB12")),
        ("\"DB\"#", 12.0, None),
        ("\"DB\"0000\"-\"0000", 20_200_012.0, Some("DB2020-0012")),
        ("00", 1.5, None),
        ("00", -1.0, None),
    ] {
        let look = match of_code(code) {
            Look::Code(look) => look.shown(number),
            _ => None,
        };
        assert_eq!(look.as_deref(), shown, "{code}");
    }
}

#[test]
fn what_is_shown_with_words_around() {
    for (code, shown) in [
        ("@\"万元\"", Some("50万元")),
        ("\"HT-\"@", Some("HT-50")),
        ("@", None),
        ("General", None),
    ] {
        let look = match of_code(code) {
            Look::Words(words) => Some(words.around("50 ")),
            _ => None,
        };
        assert_eq!(look.as_deref(), shown, "{code}");
    }
}

#[test]
fn formats_of_cells_in_their_order() {
    let xml = "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy/m/d\"/><numFmt numFmtId=\"177\" formatCode=\"0&quot;day;&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
<cellXfs><xf/><xf numFmtId=\"176\"><alignment/></xf><xf numFmtId=\"10\"/><xf numFmtId=\"177\"/></cellXfs></styleSheet>";
    let looks = read(Scan::new(xml.as_bytes())).unwrap().of;
    assert_eq!(looks, [Look::Plain, Look::Day, Look::Percent, Look::Plain]);
}
