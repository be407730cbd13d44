"""Names that are names in Title Case too: of persons in biomedical terms, of species, and of places."""

from __future__ import annotations

_TERMS = (
    "Achilles Akt Alzheimer Arabidopsis Bayes Bayesian Caenorhabditis Candida Caucasian Charcot Cochrane Crohn "
    "Cushing Danlos Delphi Doppler Drosophila Dupuytren Ebola Ehlers Escherichia Facebook Fenton Fourier Gaussian "
    "Golgi Google Haversian Helicobacter Hispanic Hodgkin Huntington Janus Kaplan Kashin Kawasaki Kellgren Klebsiella "
    "Kupffer Lachman Lactobacillus Langerhans Likert Mankin Marfan Markov Medicaid Medicare Meier Mendelian "
    "Mycobacterium Oswestry Outerbridge Parkinson Pavlov Perthes Plasmodium Poisson Pseudomonas Purkinje Raman "
    "Salmonella Schwann Staphylococcus Streptococcus Toxoplasma Twitter Xenopus Zika"
)
_PEOPLES = (
    "African American Asian Australian Austrian Belgian Brazilian British Canadian Chilean Chinese Colombian Czech "
    "Danish Dutch Egyptian English Ethiopian European Finnish French German Ghanaian Greek Hungarian Indian "
    "Indonesian Iranian Iraqi Irish Israeli Italian Japanese Kenyan Korean Malaysian Mexican Mongolian Nepalese "
    "Nigerian Norwegian Pakistani Peruvian Polish Portuguese Romanian Russian Saudi Scandinavian Scottish Serbian "
    "Spanish Swedish Swiss Taiwanese Tanzanian Thai Tibetan Tunisian Turkish Ugandan Ukrainian Uyghur Vietnamese "
    "Welsh"
)
# Names that are words too are left out: a turkey, a guinea pig.
_PLACES = (
    "Afghanistan Africa Albania Algeria America Amsterdam Angola Anhui Ankara Arabia Argentina Armenia Asia Athens "
    "Australia Austria Azerbaijan Baghdad Bangkok Bangladesh Barcelona Beijing Belarus Belgium Berlin Birmingham "
    "Bolivia Bosnia Boston Botswana Brazil Britain Brussels Budapest Bulgaria Cairo California Cambodia Cameroon "
    "Canada Catalonia Chengdu Chicago Chile China Chongqing Colombia Copenhagen Croatia Cuba Cyprus Delhi Denmark "
    "Dublin Ecuador Edinburgh Egypt England Estonia Ethiopia Europe Finland Florida Framingham France Fujian Gansu "
    "Geneva Germany Ghana Glasgow Greece Greenland Guangdong Guangxi Guangzhou Guatemala Guizhou Hainan Hangzhou "
    "Hebei Heilongjiang Helsinki Henan Honduras Hubei Hunan Hungary Iceland India Indonesia Iran Iraq Ireland Israel "
    "Istanbul Italy Jamaica Japan Jiangsu Jiangxi Jilin Kazakhstan Kenya Korea Kuwait Kyoto Lagos Latvia Lebanon "
    "Liaoning Lisbon Lithuania London Luxembourg Macao Macau Madagascar Madrid Malawi Malaysia Malta Manchester "
    "Massachusetts Melbourne Mexico Michigan Milan Minnesota Moldova Mongolia Montreal Morocco Moscow Mozambique "
    "Mumbai Myanmar Nairobi Namibia Nanjing Nepal Netherlands Nicaragua Nigeria Ningxia Norway Ontario Osaka Oslo "
    "Oxford Pakistan Palestine Paraguay Paris Pennsylvania Peru Philadelphia Philippines Poland Portugal Prague Qatar "
    "Qinghai Quebec Romania Rotterdam Russia Rwanda Scandinavia Scotland Senegal Seoul Serbia Shaanxi Shandong "
    "Shanghai Shanxi Shenyang Shenzhen Sichuan Singapore Slovakia Slovenia Somalia Spain Stockholm Sudan Sweden "
    "Switzerland Sydney Syria Taiwan Tanzania Tehran Texas Thailand Tianjin Tibet Tokyo Toronto Tunisia Uganda "
    "Ukraine Uruguay Uzbekistan Venezuela Vienna Vietnam Wales Wuhan Xinjiang Yangtze Yemen Yunnan Zambia Zhejiang "
    "Zimbabwe Zurich"
)
KNOWN = frozenset(f"{_TERMS} {_PEOPLES} {_PLACES}".split())
"""Names of one word."""

_TWO_WORDS = (
    "Burkina Faso, Costa Rica, Hong Kong, Inner Mongolia, Latin America, Los Angeles, New Delhi, New England, "
    "New Jersey, New York, New Zealand, North America, North Korea, Puerto Rico, San Diego, San Francisco, "
    "Saudi Arabia, Sierra Leone, South Africa, South America, South Korea, Sri Lanka, United Kingdom, United States"
)
PAIRS = frozenset(tuple(name.split()) for name in _TWO_WORDS.split(", "))
"""Names of two words."""
