"""First names that are forms of one another: 'Jenny' and 'Jennifer', 'Phillip' and 'Philip'.

They never prove that two people are one; they are only no bar to it.
"""

from __future__ import annotations

import re

MIN_STEM = 3  # letters: 'Caro' may be short for 'Caroline'; 'Jo' could be anybody

# The forms of one name stand on a line. A name on a line of its own, or on another line, is another name: 'Paul' is no short form of 'Paula'.
FORMS = """
abigail abi abbie abby gail
adam
alan allan allen alun al
albert bert bertie
alexander alexandra alex alec alistair alastair alasdair sandy sandra sasha
alfred alf alfie
alice
alison allison ali
amanda mandy
andrea
andrew andy drew
angela angie ange
ann anne annie nan
anna
anthony antony tony
antonia toni
archibald archie
arthur art
barbara barb babs
barry barrie
benjamin ben
bernadette
bernard bernie
beverley beverly bev
brenda
brian bryan
bridget bridie
bruce
carl karl
carol carole
caroline carolyn caro caz
catherine katherine kathryn catharine katharine kathleen cath kath cathy kathy kate katie kay kit kitty
charles charlie chas chaz charlotte
charlotte charlie lottie
christina christine chris tina chrissie christa
christopher chris kit
clare claire clair
clifford cliff
clive
colin
cornelius con
cynthia cindy
daniel dan danny
danielle dani
david dave davey dai davy
dawn
dean
deborah debra debbie deb debs
denis dennis den
denise
derek derrick del
diana di
diane dianne di
donald don donny
dorothy dot dottie dolly
douglas doug
duncan
edward ed eddie eddy ted teddy ned
edwin ed
edmund ed eamonn eamon
eileen
elaine
eleanor ellie nell nora elinor
elizabeth elisabeth liz lizzie beth betty bess libby eliza lisa
ellen nell nellie
emily
emma
eric
erica
ernest ernie
evan
eva
fiona fi
florence flo florrie
francis frank fran
frances fran francesca
frank
frederick fred freddie
gareth gary gaz
gary garry gaz
gavin
gemma
geoffrey geoff jeffrey jeff
george
georgina georgia
gerald gerry jerry
gerard gerry ged
gillian gill jill jillian
gloria
gordon
graham graeme grahame
gregory greg
gwendoline gwen gwendolyn
harold harry hal
harry
hazel
heather
helen
henry harry hal hank
herbert herb bert
hilary hillary
howard
hugh huw hughie
iain ian
ingrid
irene
isabel isobel isabelle isabella izzy bella
ivan
ivor
jacob jake
jacqueline jackie jacqui jacky jaqui
james jim jimmy jamie
jane
janet jan
janice jan
jason
jean jeanie
jeanette
jemima
jennifer jenny jen jennie
jeremy jerry jez
jessica jess jessie
jill
joan
joanna joanne jo
john jon jack johnny johnnie
jonathan jon jonathon johnathan
joseph joe joey
josephine jo josie
joshua josh
joyce
judith judy
julia
julian jules
julie
june
justin
karen
kenneth ken kenny
kevin kev
kimberley kim kimberly
kirsty kirsten
laura
laurence lawrence larry laurie lawrie
leonard len lenny leo
leslie lesley les
lewis lew louis lou
linda lynda lyn lin
lindsay lindsey
lisa
louise lou
lucy
luke
lynn lynne lyn
malcolm mal malc
margaret maggie meg peggy marge margie margo greta
maria
marian marion
marie
marilyn
marjorie marge margery
mark marc
martin martyn mart
martha
mary molly polly
matthew mathew matt
maureen mo
maurice morris mo
maxwell max
melanie mel
melissa mel
michael mike mick micky mickey
michaela
michelle michele shelley
mildred millie
miriam
mohammed mohammad muhammad mohamed mo
monica
morag
muriel
nadia
nancy
natalie nat
nathan nat
neil neal niall
nicholas nick nicky nicolas nic
nicola nicky nikki nic nicki
nigel
norman norm
oliver ollie
olivia liv
pamela pam
patricia pat trish tricia patsy
patrick pat paddy
paul
paula
pauline
peter pete
penelope penny
percival percy
philip phillip phil
philippa phillipa pippa
phyllis phyl
priscilla
rachel rachael rach
ralph rafe
raymond ray
rebecca becky becca rebekah
reginald reg reggie
rhys rees
richard dick dickie rick ricky rich richie
robert bob bobby rob robbie bert
roberta bobbie
robin rob
robyn
roderick rod rory
rodney rod
roger rodge
roland rollo rowland
ronald ron ronnie
rosalind ros roz
rosemary rose rosie
ross
roy
rupert
russell russ
ruth
samantha sam sammy
samuel sam sammy
sara sarah sally sadie
scott
sean shaun shawn
sharon
sheila sheilagh shelagh
shirley
sidney sydney sid syd
simon si
sophie sophia
stanley stan
stephanie steph
stephen steven steve stevie
stewart stuart stu
susan sue suzy susie suzi suzie suzanne susanna susannah
sylvia
terence terrence terry terrance
teresa theresa terry terri tess tessa
thomas tom tommy
timothy tim
tracey tracy
trevor trev
ursula
valerie val
vanessa
vera
verity
veronica ronnie
victor vic
victoria vicky vicki tori
vincent vince
violet vi
virginia ginny
walter wally walt
wendy
wilfred wilf
william will bill billy willie liam
winifred win winnie
yvonne
zoe
"""
_LINES: dict[str, set[int]] = {}
for _number, _line in enumerate(FORMS.split("\n")):
    for _name in _line.split():
        _LINES.setdefault(_name, set()).add(_number)
_HEADS = {line.split()[0] for line in FORMS.split("\n") if line}


def same_first_name(a: str, b: str) -> bool:
    """Whether two first names, in small letters, may be written for one person."""
    if a == b or (flattened(a) == flattened(b) and not (a in _LINES and b in _LINES)):
        return True
    if a in _LINES and b in _LINES:
        return not _LINES[a].isdisjoint(_LINES[b])
    short, long = sorted((a, b), key=len)
    return len(short) >= MIN_STEM and long.startswith(short) and short not in _HEADS


def flattened(name: str) -> str:
    """Without what spelling alone adds: doubled letters, and the ways to write the last sound ('Suzi', 'Suzie', 'Suzy')."""
    return re.sub(r"(?:ie|ey|y|i)$", "i", re.sub(r"(.)\1", r"\1", name))
