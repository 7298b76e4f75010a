/// The rules of time zones, from version 2025b of the time zone database of IANA (public domain).
///
/// `scripts/zone-rules.py` writes this file. A word with `@` is a rule: the offset of standard time
/// in seconds, that of summer time, where it begins and ends (month, week, weekday, seconds), and
/// since when the rule holds, in seconds since 1970. The names behind it follow the rule.
enum ZoneTable {
    static let text = """
        @-10800;0 America/Cayenne Etc/GMT+3 @-10800;218246400 Antarctica/Rothera @-10800;465449400
        America/Paramaribo @-10800;571197600 America/Belem @-10800;1013911200 America/Fortaleza
        America/Maceio America/Recife @-10800;1205632800 America/Argentina/Catamarca
        America/Argentina/ComodRivadavia America/Argentina/Jujuy America/Argentina/La_Rioja
        America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta
        America/Argentina/San_Juan America/Argentina/Ushuaia America/Catamarca America/Jujuy
        America/Mendoza @-10800;1214280000 America/Santarem @-10800;1237082400
        America/Argentina/Buenos_Aires America/Argentina/Cordoba America/Argentina/Tucuman
        America/Buenos_Aires America/Cordoba America/Rosario @-10800;1255233600
        America/Argentina/San_Luis @-10800;1283666400 Atlantic/Stanley @-10800;1330221600
        America/Bahia @-10800;1361066400 America/Araguaina @-10800;1425787200 America/Montevideo
        @-10800;1471147200 America/Punta_Arenas Antarctica/Palmer @-10800;1550368800
        America/Sao_Paulo Brazil/East @-10800;1725768000 America/Coyhaique @-10800;1728187200
        America/Asuncion @-10800,-7200,3.2.0.7200,11.1.0.7200;1173589200 America/Miquelon
        @-12600,-9000,3.2.0.7200,11.1.0.7200;1320553800 America/St_Johns Canada/Newfoundland
        @-14400;0 America/Anguilla America/Antigua America/Aruba America/Blanc-Sablon
        America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Kralendijk
        America/La_Paz America/Lower_Princes America/Marigot America/Montserrat
        America/Port_of_Spain America/Puerto_Rico America/St_Barthelemy America/St_Kitts
        America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola America/Virgin
        Etc/GMT+4 @-14400;338706000 America/Barbados @-14400;338958000 America/Martinique
        @-14400;571201200 America/Porto_Velho @-14400;701841600 America/Guyana @-14400;761713200
        America/Manaus Brazil/West @-14400;971578800 America/Boa_Vista @-14400;975823200
        America/Santo_Domingo @-14400;1462086000 America/Caracas @-14400;1550372400
        America/Campo_Grande America/Cuiaba @-14400,-10800,3.2.0.7200,11.1.0.7200;1173592800
        America/Glace_Bay America/Halifax America/Moncton America/Thule Atlantic/Bermuda
        Canada/Atlantic @-14400,-10800,3.2.0.7200,11.1.0.7200;1320555600 America/Goose_Bay
        @-14400,-10800,9.1.6.86400,4.1.6.86400;1662868800 America/Santiago Chile/Continental
        @-18000;0 America/Atikokan America/Cayman America/Coral_Harbour America/Panama EST
        Etc/GMT+5 @-18000;436341600 America/Jamaica Jamaica @-18000;728884800 America/Guayaquil
        @-18000;729057600 America/Bogota @-18000;765172800 America/Lima @-18000;1384056000
        America/Eirunepe America/Porto_Acre America/Rio_Branco Brazil/Acre @-18000;1422777600
        America/Cancun @-18000,-14400,3.2.0.0,11.1.0.3600;1333256400 America/Havana Cuba
        @-18000,-14400,3.2.0.7200,11.1.0.7200;1173596400 America/Detroit America/Fort_Wayne
        America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Vevay
        America/Indianapolis America/Iqaluit America/Kentucky/Louisville
        America/Kentucky/Monticello America/Louisville America/Montreal America/Nassau
        America/New_York America/Nipigon America/Pangnirtung America/Thunder_Bay America/Toronto
        Canada/Eastern EST5EDT US/East-Indiana US/Eastern US/Michigan
        @-18000,-14400,3.2.0.7200,11.1.0.7200;1173600000 America/Indiana/Winamac
        @-18000,-14400,3.2.0.7200,11.1.0.7200;1194159600 America/Indiana/Petersburg
        America/Indiana/Vincennes @-18000,-14400,3.2.0.7200,11.1.0.7200;1489302000
        America/Port-au-Prince @-18000,-14400,3.2.0.7200,11.1.0.7200;1520751600 America/Grand_Turk
        @-21600;0 America/Regina Canada/Saskatchewan Etc/GMT+6 @-21600;73472400
        America/Swift_Current @-21600;413874000 America/Belize @-21600;591166800
        America/El_Salvador @-21600;700635600 America/Costa_Rica @-21600;728888400
        Pacific/Galapagos @-21600;1154926800 America/Tegucigalpa @-21600;1159678800
        America/Guatemala @-21600;1159682400 America/Managua @-21600;1648976400 America/Chihuahua
        @-21600;1667113200 America/Bahia_Banderas America/Merida America/Mexico_City
        America/Monterrey Mexico/General @-21600,-18000,3.2.0.7200,11.1.0.7200;1173600000
        America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Knox_IN
        America/Menominee America/North_Dakota/Center America/North_Dakota/New_Salem
        America/Rainy_River America/Rankin_Inlet America/Resolute America/Winnipeg CST6CDT
        Canada/Central US/Central US/Indiana-Starke
        @-21600,-18000,3.2.0.7200,11.1.0.7200;1268553600 America/Matamoros
        @-21600,-18000,3.2.0.7200,11.1.0.7200;1289116800 America/North_Dakota/Beulah
        @-21600,-18000,3.2.0.7200,11.1.0.7200;1678608000 America/Ojinaga
        @-21600,-18000,9.1.6.79200,4.1.6.79200;1662868800 Chile/EasterIsland Pacific/Easter
        @-25200;0 America/Creston America/Phoenix Etc/GMT+7 MST US/Arizona @-25200;73476000
        America/Dawson_Creek @-25200;909302400 America/Hermosillo @-25200;1425808800
        America/Fort_Nelson @-25200;1583661600 America/Dawson America/Whitehorse Canada/Yukon
        @-25200;1667116800 America/Mazatlan Mexico/BajaSur
        @-25200,-21600,3.2.0.7200,11.1.0.7200;1173603600 America/Boise America/Cambridge_Bay
        America/Denver America/Edmonton America/Inuvik America/Shiprock America/Yellowknife
        Canada/Mountain MST7MDT Navajo US/Mountain @-25200,-21600,3.2.0.7200,11.1.0.7200;1669788000
        America/Ciudad_Juarez @-28800;0 Etc/GMT+8 @-28800;893665800 Pacific/Pitcairn
        @-28800,-25200,3.2.0.7200,11.1.0.7200;1173607200 America/Los_Angeles America/Vancouver
        Canada/Pacific PST8PDT US/Pacific @-28800,-25200,3.2.0.7200,11.1.0.7200;1268560800
        America/Ensenada America/Santa_Isabel America/Tijuana Mexico/BajaNorte @-32400;0 Etc/GMT+9
        Pacific/Gambier @-32400,-28800,3.2.0.7200,11.1.0.7200;1173610800 America/Anchorage
        America/Juneau America/Nome America/Sitka America/Yakutat US/Alaska
        @-32400,-28800,3.2.0.7200,11.1.0.7200;1547978400 America/Metlakatla @-34200;0
        Pacific/Marquesas @-3600;0 Etc/GMT+1 @-3600;186120000 Atlantic/Cape_Verde
        @-3600,0,3.5.0.0,10.5.0.3600;828234000 Atlantic/Azores @-36000;0 Etc/GMT+10 HST
        Pacific/Honolulu Pacific/Johnston Pacific/Tahiti US/Hawaii @-36000;667992600
        Pacific/Rarotonga @-36000,-32400,3.2.0.7200,11.1.0.7200;1173614400 America/Adak
        America/Atka US/Aleutian @-39600;0 Etc/GMT+11 Pacific/Midway Pacific/Niue Pacific/Pago_Pago
        Pacific/Samoa US/Samoa @-43200;0 Etc/GMT+12 @-7200;0 Atlantic/South_Georgia Etc/GMT+2
        @-7200;1013907600 America/Noronha Brazil/DeNoronha
        @-7200,-3600,3.5.0.-3600,10.5.0.0;1711846800 America/Godthab America/Nuuk
        America/Scoresbysund @0;0 Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul
        Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Nouakchott
        Africa/Ouagadougou Africa/Timbuktu Atlantic/Reykjavik Atlantic/St_Helena Etc/GMT Etc/GMT+0
        Etc/GMT-0 Etc/GMT0 Etc/Greenwich Etc/UCT Etc/UTC Etc/Universal Etc/Zulu GMT GMT+0 GMT-0
        GMT0 Greenwich Iceland UCT UTC Universal Zulu @0;63593070 Africa/Monrovia @0;157770000
        Africa/Bissau @0;820465200 America/Danmarkshavn @0;1546304400 Africa/Sao_Tome
        @0,3600,3.5.0.3600,10.5.0.7200;828234000 Atlantic/Canary Atlantic/Faeroe Atlantic/Faroe
        Atlantic/Madeira Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey
        Europe/Lisbon Europe/London GB GB-Eire Portugal WET
        @0,7200,3.5.0.3600,10.5.0.10800;1108166400 Antarctica/Troll @10800;0 Africa/Addis_Ababa
        Africa/Asmara Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala
        Africa/Mogadishu Africa/Nairobi Antarctica/Syowa Asia/Aden Asia/Kuwait Asia/Riyadh
        Etc/GMT-3 Indian/Antananarivo Indian/Comoro Indian/Mayotte @10800;76190400 Asia/Bahrain
        Asia/Qatar @10800;1191196800 Asia/Baghdad @10800;1301184000 Europe/Minsk @10800;1414274400
        Europe/Kirov Europe/Moscow Europe/Simferopol W-SU @10800;1459040400 Asia/Istanbul
        Europe/Istanbul Turkey @10800;1609020000 Europe/Volgograd @10800;1645740000 Asia/Amman
        @10800;1648159200 Asia/Damascus @12600;1663788600 Asia/Tehran Iran @14400;0 Asia/Dubai
        Asia/Muscat Etc/GMT-4 Indian/Mahe Indian/Reunion @14400;1111878000 Asia/Tbilisi
        @14400;1238274000 Indian/Mauritius @14400;1301180400 Europe/Samara @14400;1319925600
        Asia/Yerevan @14400;1445731200 Asia/Baku @14400;1459033200 Europe/Astrakhan
        Europe/Ulyanovsk @14400;1480806000 Europe/Saratov @16200;0 Asia/Kabul @18000;0 Etc/GMT-5
        Indian/Kerguelen Indian/Maldives @18000;684363600 Asia/Dushanbe @18000;686091600
        Asia/Samarkand Asia/Tashkent @18000;695772000 Asia/Ashgabat Asia/Ashkhabad
        @18000;1080424800 Asia/Aqtau Asia/Atyrau Asia/Oral @18000;1099170000 Asia/Aqtobe
        @18000;1255809600 Antarctica/Mawson @18000;1257012000 Asia/Karachi @18000;1414267200
        Asia/Yekaterinburg @18000;1545328800 Asia/Qyzylorda @18000;1702839600 Antarctica/Vostok
        @18000;1709229600 Asia/Almaty Asia/Qostanay @19800;0 Asia/Calcutta Asia/Kolkata
        @19800;1145039400 Asia/Colombo @20700;504901800 Asia/Kathmandu Asia/Katmandu @21600;0
        Asia/Kashgar Asia/Urumqi Etc/GMT-6 @21600;560025000 Asia/Thimbu Asia/Thimphu
        @21600;820436400 Indian/Chagos @21600;1111872600 Asia/Bishkek @21600;1262278800 Asia/Dacca
        Asia/Dhaka @21600;1414263600 Asia/Omsk @23400;0 Asia/Rangoon Asia/Yangon Indian/Cocos
        @25200;0 Asia/Bangkok Asia/Jakarta Asia/Phnom_Penh Asia/Vientiane Etc/GMT-7
        Indian/Christmas @25200;171820800 Asia/Ho_Chi_Minh Asia/Saigon @25200;567964800
        Asia/Pontianak @25200;1301169600 Asia/Novokuznetsk @25200;1329854400 Antarctica/Davis
        @25200;1414260000 Asia/Krasnoyarsk @25200;1459022400 Asia/Barnaul @25200;1464465600
        Asia/Tomsk @25200;1469304000 Asia/Novosibirsk @25200;1474646400 Asia/Hovd @28800;0
        Asia/Brunei Asia/Kuching Asia/Makassar Asia/Ujung_Pandang Etc/GMT-8 @28800;307551600
        Asia/Taipei ROC @28800;309292200 Asia/Hong_Kong Asia/Macao Asia/Macau Hongkong
        @28800;378662400 Asia/Kuala_Lumpur Asia/Singapore Singapore @28800;649177200 Asia/Manila
        @28800;684867600 Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Shanghai PRC
        @28800;1238263200 Australia/Perth Australia/West @28800;1414256400 Asia/Irkutsk
        @28800;1474642800 Asia/Choibalsan Asia/Ulaanbaatar Asia/Ulan_Bator @28800;1678291200
        Antarctica/Casey @31500;1238260500 Australia/Eucla @32400;0 Asia/Jayapura Asia/Tokyo
        Etc/GMT-9 Japan Pacific/Palau @32400;592333200 Asia/Seoul ROK @32400;969120000 Asia/Dili
        @32400;1414252800 Asia/Khandyga Asia/Yakutsk @32400;1459015200 Asia/Chita @32400;1525446000
        Asia/Pyongyang @34200;0 Australia/Darwin Australia/North
        @34200,37800,10.1.0.7200,4.1.0.10800;1193502600 Australia/Adelaide Australia/Broken_Hill
        Australia/South Australia/Yancowinna @3600;0 Africa/Bangui Africa/Brazzaville Africa/Douala
        Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo Africa/Niamey
        Africa/Porto-Novo Etc/GMT-1 @3600;321314400 Africa/Ndjamena @3600;357523200 Africa/Algiers
        @3600;1224982800 Africa/Tunis @3600,0,10.5.0.7200,3.5.0.3600;828234000 Eire Europe/Dublin
        @3600,7200,3.5.0.7200,10.5.0.10800;828234000 Africa/Ceuta Arctic/Longyearbyen
        Atlantic/Jan_Mayen CET Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin
        Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen
        Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta
        Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome
        Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz
        Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich MET Poland @36000;0
        Antarctica/DumontDUrville Etc/GMT-10 Pacific/Chuuk Pacific/Port_Moresby Pacific/Truk
        Pacific/Yap @36000;241542000 Pacific/Guam Pacific/Saipan @36000;699379200
        Australia/Brisbane Australia/Queensland @36000;762883200 Australia/Lindeman
        @36000;1414249200 Asia/Ust-Nera Asia/Vladivostok
        @36000,39600,10.1.0.7200,4.1.0.10800;1191686400 Australia/Currie Australia/Hobart
        Australia/Tasmania @36000,39600,10.1.0.7200,4.1.0.10800;1193500800 Australia/ACT
        Australia/Canberra Australia/Melbourne Australia/NSW Australia/Sydney Australia/Victoria
        @36000,39600,10.1.0.7200,4.1.0.10800;1301760000 Antarctica/Macquarie
        @37800,39600,10.1.0.7200,4.1.0.7200;1193499000 Australia/LHI Australia/Lord_Howe @39600;0
        Etc/GMT-11 Pacific/Guadalcanal Pacific/Pohnpei Pacific/Ponape @39600;727790400
        Pacific/Efate @39600;857228400 Pacific/Noumea @39600;915105600 Pacific/Kosrae
        @39600;1414245600 Asia/Srednekolymsk @39600;1419696000 Pacific/Bougainville
        @39600;1459008000 Asia/Sakhalin @39600;1461427200 Asia/Magadan
        @39600,43200,10.1.0.7200,4.1.0.10800;1570287600 Pacific/Norfolk @43200;0 Etc/GMT-12
        Pacific/Funafuti Pacific/Majuro Pacific/Tarawa Pacific/Wake Pacific/Wallis @43200;287418600
        Pacific/Nauru @43200;745934400 Kwajalein Pacific/Kwajalein @43200;1301151600 Asia/Anadyr
        Asia/Kamchatka @43200;1610805600 Pacific/Fiji
        @43200,46800,9.5.0.7200,4.1.0.10800;1191074400 Antarctica/McMurdo Antarctica/South_Pole NZ
        Pacific/Auckland @45900,49500,9.5.0.9900,4.1.0.13500;1191074400 NZ-CHAT Pacific/Chatham
        @46800;0 Etc/GMT-13 @46800;788871600 Pacific/Enderbury Pacific/Kanton @46800;1325242800
        Pacific/Fakaofo @46800;1484398800 Pacific/Tongatapu @46800;1617458400 Pacific/Apia @50400;0
        Etc/GMT-14 @50400;788868000 Pacific/Kiritimati @7200;0 Africa/Blantyre Africa/Bujumbura
        Africa/Gaborone Africa/Harare Africa/Johannesburg Africa/Kigali Africa/Lubumbashi
        Africa/Lusaka Africa/Maputo Africa/Maseru Africa/Mbabane Etc/GMT-2 @7200;1364515200
        Africa/Tripoli Libya @7200;1414278000 Europe/Kaliningrad @7200;1504400400 Africa/Windhoek
        @7200;1509483600 Africa/Khartoum @7200;1612126800 Africa/Juba
        @7200,10800,3.4.4.93600,10.5.0.7200;1364515200 Asia/Jerusalem Asia/Tel_Aviv Israel
        @7200,10800,3.5.0.0,10.5.0.0;922572000 Asia/Beirut
        @7200,10800,3.5.0.10800,10.5.0.14400;828234000 EET Europe/Athens Europe/Helsinki
        Europe/Mariehamn @7200,10800,3.5.0.10800,10.5.0.14400;846378000 Europe/Kiev Europe/Kyiv
        Europe/Uzhgorod Europe/Zaporozhye @7200,10800,3.5.0.10800,10.5.0.14400;859683600
        Europe/Bucharest Europe/Sofia @7200,10800,3.5.0.10800,10.5.0.14400;909277200 Asia/Nicosia
        Europe/Nicosia @7200,10800,3.5.0.10800,10.5.0.14400;985482000 Europe/Riga
        @7200,10800,3.5.0.10800,10.5.0.14400;1017536400 Europe/Tallinn
        @7200,10800,3.5.0.10800,10.5.0.14400;1048986000 Europe/Vilnius
        @7200,10800,3.5.0.10800,10.5.0.14400;1509238800 Asia/Famagusta
        @7200,10800,3.5.0.7200,10.5.0.10800;859680000 Europe/Chisinau Europe/Tiraspol
        @7200,10800,4.5.5.0,10.5.4.86400;1682632800 Africa/Cairo Egypt
        """
}
