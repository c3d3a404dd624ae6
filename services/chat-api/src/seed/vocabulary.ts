/** Words of everyday tasks, the commonest first: nouns (also in the plural), verbs (also in other forms), others. */
const COMMON = `the for to and with a of new from about call buy at on in is check email plan book send fix write read
  clean meeting review update report order pay home work mom house car team prepare draft ask by next before after`;
const NOUNS = `garden kitchen office school invoice budget letter ticket train flight hotel dentist doctor birthday party
  present dinner lunch breakfast coffee bread milk cheese apple banana tomato potato carrot onion pepper lemon orange
  chicken soup salad sandwich recipe basket market shop list receipt wallet card bank account loan rent tax form permit
  passport visa contract lawyer court police insurance claim policy bicycle tyre engine garage driver road bridge river
  lake mountain forest beach island harbour boat ship sail camp tent map guide museum theatre concert song guitar piano
  drum violin choir film camera photo album frame painting brush colour paper pencil marker folder drawer desk chair table
  lamp window door floor ceiling roof wall gutter chimney heater boiler radiator pipe tap sink shower bathtub towel soap
  mirror pillow blanket mattress wardrobe shirt jacket coat trouser sock shoe boot glove scarf hat button needle thread
  washer dryer iron vacuum broom bucket ladder hammer screw nail drill saw wrench toolbox paint battery charger cable
  router printer scanner monitor keyboard mouse laptop phone tablet server backup password login domain website page banner
  logo font layout design sketch model prototype sample test feature bug patch release branch commit deploy script query
  index column row chart graph metric alert alarm sensor switch signal beacon ticketing project milestone deadline agenda
  minute slide deck speech lecture course lesson teacher student exam grade homework essay chapter novel library author
  editor journal article magazine headline column interview survey question answer result summary proposal quote bid offer
  client customer supplier partner vendor manager engineer designer analyst intern candidate applicant colleague neighbour
  friend cousin uncle aunt brother sister daughter son baby toddler nurse clinic pharmacy pill vitamin bandage vaccine
  allergy therapy massage gym runner marathon swimmer racket ball net goal coach league trophy medal puppy kitten hamster
  parrot horse saddle stable farm tractor field crop seed flower rose tulip daisy hedge lawn shovel rake hose fence gate
  path bench swing slide puzzle game toy doll robot rocket planet star moon comet telescope lens magnet circuit chip
  battery turbine windmill tower castle palace village town city street avenue corner station platform tunnel canal airport
  terminal counter queue parcel package stamp envelope address label box crate pallet truck van wagon trailer cargo crane
  warehouse shelf barcode stock inventory catalogue brochure flyer poster sticker badge ribbon candle cake cookie muffin
  pancake waffle honey jam butter yoghurt cream cereal rice pasta noodle bean lentil spinach cabbage lettuce cucumber
  mushroom garlic ginger cinnamon sugar salt flour oven stove kettle pan pot lid knife fork spoon plate bowl cup mug jug
  bottle cork glass napkin tray cupboard fridge freezer bin bag sack rope chain lock key hinge handle spring lever wheel
  axle brake pedal mirror bumper fuel oil filter hinge valve pump meter gauge scale ruler compass clock watch calendar
  diary notebook binder stapler clip pin tape glue scissors ink stencil canvas easel clay pottery kiln loom wool quilt
  curtain carpet rug cushion sofa armchair stool bookshelf vase clockmaker fireplace log axe match lantern torch whistle
  helmet vest rucksack sandal goggles snorkel paddle kayak canoe anchor buoy lighthouse pier dune shell pebble coral reef`;
const VERBS = `collect return repair paint water plant mow cook bake roast grill wash dry iron fold pack unpack
  move lift carry load unload sort label file print copy sign mail deliver track confirm cancel reschedule book
  reserve renew extend register apply attend join host invite visit greet thank remind notify inform warn
  discuss debate agree decide approve reject accept decline negotiate settle refund charge deposit
  invest borrow compare measure count weigh estimate calculate audit inspect examine monitor observe record document
  publish announce launch test refactor merge install configure upgrade migrate archive
  restore delete replace remove attach detach connect open close lock unlock start pause resume finish complete
  improve polish tidy dust scrub polish rinse soak drain fill refill empty recycle compost donate trade
  search explore research learn study practise rehearse train coach explain translate summarise outline sketch
  photograph frame mount assemble dismantle sharpen tighten loosen oil adjust align balance charge recharge
  reboot walk climb hike cycle stretch rest breathe dance play sew stitch carve`;
const OTHERS = `old big small early late quick slow annual monthly weekly daily urgent important quiet loud warm cold hot cool
  wet dirty shiny broken missing spare extra final first second third last left right upper lower front rear inner outer
  local remote public private shared personal joint single double triple full empty heavy light cheap costly free fresh
  frozen raw ripe sweet sour bitter spicy plain fancy formal casual simple complex digital manual automatic electric solar
  wooden metal plastic leather cotton woollen silver golden red blue green yellow purple pink brown grey black white dark
  bright north south east west summer winter autumn spring monday tuesday wednesday thursday friday saturday sunday january
  february march april june july august september october november december morning noon evening night weekend holiday
  today tomorrow yesterday soon again maybe please together alone inside outside upstairs downstairs between during
  without within against across around behind beyond near under over through until since instead also only even still
  nearly almost exactly roughly again twice once never always often sometimes budgeted half quarter dozen hundred thousand`;

/** All words, the commonest first, none twice: the rank in here says how common a word is. */
export const VOCABULARY: readonly string[] = ranked();

function ranked(): string[] {
  const rest = [
    ...words(NOUNS).flatMap((noun) => [noun, plural(noun)]),
    ...words(VERBS).flatMap((verb) => [verb, ing(verb), past(verb)]),
    ...words(OTHERS),
  ];
  return [...new Set([...words(COMMON), ...scattered([...new Set(rest)])])];
}

/** In an order that mixes kinds of words and is always the same: each takes a step that shares no factor with the size. */
function scattered(all: readonly string[]): string[] {
  let step = Math.floor(all.length * 0.618);
  while (divisor(step, all.length) > 1) step += 1;
  return all.map((_, i) => all[(i * step) % all.length] ?? "");
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function plural(noun: string): string {
  if (/s$/.test(noun)) return noun;
  if (/(ch|sh|x)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

function ing(verb: string): string {
  return `${verb.replace(/([^e])e$/, "$1")}ing`;
}

function past(verb: string): string {
  return /e$/.test(verb) ? `${verb}d` : `${verb.replace(/([^aeiou])y$/, "$1i")}ed`;
}
