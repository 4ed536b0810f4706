// town_words.h: made-up names of streets, wards, blocks and houses of the fictional district.
#pragma once

#include <array>
#include <string_view>

namespace hearth::synth {

inline constexpr auto street_words = std::to_array<std::string_view>({
    "Alder", "Anchor", "Apple Tree", "Ash", "Aspen", "Back", "Bakehouse", "Balk", "Bank", "Barley", "Beacon", "Beck", "Beech",
    "Bell", "Birch", "Bishop", "Blacksmith", "Bleach", "Bluebell", "Bobbin", "Bracken", "Bramble", "Brewery", "Briar", "Brick Kiln",
    "Bridge", "Broad", "Brook", "Broom", "Calder", "Canal", "Carr", "Castle", "Cathedral", "Causeway", "Cedar", "Chantry", "Chapel",
    "Cherry", "Chestnut", "Church", "Clover", "Coach", "Cobbler", "Cooper", "Corn", "Cotton", "Cow", "Cross", "Curlew", "Dale",
    "Dean", "Dovecote", "Drover", "Dyer", "East", "Elder", "Elm", "Exchange", "Fairfield", "Fallow", "Farriers", "Fern", "Fettler",
    "Field", "Flax", "Forge", "Foundry", "Fountain", "Fox", "Friars", "Fuller", "Garth", "George", "Glebe", "Goose", "Gorse",
    "Grange", "Green", "Hall", "Harbour", "Harvest", "Hawthorn", "Hazel", "Heather", "Heron", "High", "Hill", "Holly", "Hope",
    "Hornbeam", "Ings", "Ivy", "Jubilee", "Juniper", "Keel", "Kestrel", "King", "Kiln", "Laburnum", "Lady", "Larch", "Lark",
    "Laurel", "Lavender", "Lime", "Linden", "Long", "Loom", "Low", "Lynwood", "Malt", "Manor", "Maple", "Market", "Meadow", "Mercer",
    "Mill", "Minster", "Monk", "Moor", "Mount", "Oak", "Orchard", "Oxford", "Park", "Parson", "Paddock", "Pear Tree", "Pinfold",
    "Poplar", "Priory", "Quarry", "Queen", "Rectory", "Ridge", "Ropewalk", "Rose", "Rowan", "Saddler", "St Anne's", "St Martin's",
    "Shuttle", "Silver", "Spring", "Station", "Tanner", "Thistle", "Victoria", "Willow"});

inline constexpr auto street_types = std::to_array<std::string_view>({"Street", "Road", "Lane", "Avenue", "Close", "Drive", "Grove", "Terrace",
                                                               "Place", "Mount", "View", "Crescent", "Court", "Way", "Gardens", "Walk"});

inline constexpr auto ward_words = std::to_array<std::string_view>({
    "Millholme", "Staithes", "Eastgarth", "Northfleet", "Beckside", "Carrwood", "Kirkholme", "Overmoor", "Netherby Ings", "Thornwick",
    "Ashgarth", "Wetherholme", "Saltergate", "Brackenthorpe", "Foxcarr", "Greyfriars", "Highmoor", "Ingsend", "Larkrise", "Mossgate",
    "Oldwick", "Priorsfield", "Quarrygate", "Ravenholme", "Skelgarth", "Tenterfields", "Underbank", "Westgarth", "Yarrowby", "Coldbeck",
    "Dunholme", "Elmgate", "Fellgarth", "Gannetby", "Harbourgate", "Kilnholme", "Lowfleet", "Marram", "Nabgate", "Osierholme"});

inline constexpr auto riverside_words = std::to_array<std::string_view>({
    "Weir Lane", "Staithe Road", "Ferry Road", "Mill Race", "Lock Lane", "Towpath Road", "Wharf Street", "Sluice Road", "Barge Lane",
    "Keelmans Road", "Wherry Lane", "Dockside", "Eel Pie Lane", "Otter Bank", "Swan Road", "Ford Lane", "Stepping Stones Road",
    "Watersmeet", "Osier Lane", "Reed Bank", "Kingfisher Road", "Salmon Lane", "Dyke Road", "Landing Lane"});

inline constexpr auto block_words = std::to_array<std::string_view>({
    "Weir", "Nelson", "Fairfax", "Marston", "Cartwright", "Holroyd", "Naylor", "Ackroyd", "Brindley", "Telford", "Smeaton", "Arkwright",
    "Crompton", "Lister", "Salt", "Wesley", "Fry", "Hepworth", "Bronte", "Gaskell", "Moore", "Delius", "Priestley", "Faraday"});
inline constexpr auto block_types = std::to_array<std::string_view>({"House", "Court", "Heights", "Point", "Tower"});

inline constexpr auto house_names = std::to_array<std::string_view>({
    "Rose Cottage", "The Old Forge", "Ivy Cottage", "Orchard House", "The Cottage", "Woodlands", "Hillcrest", "Fairview", "The Bungalow",
    "Greenacres", "The Old Rectory", "Lock Cottage", "Sunnyside", "Oakdene", "The Old School House", "Beechcroft", "Rivermead", "Primrose Cottage",
    "The Lodge", "Thornfield", "Low Fold", "The Old Chapel", "Kirkgate House", "Cobblestones"});

inline constexpr auto farm_names = std::to_array<std::string_view>({"Ings Farm", "Moor End Farm", "Low Farm", "High Farm", "Carr Farm", "Beck Farm",
                                                             "Far Fold Farm", "Grange Farm", "Manor Farm", "Marsh Farm", "Dyke Farm", "Sheepwash Farm"});
inline constexpr auto care_home_names = std::to_array<std::string_view>({"Willow Bank", "The Laurels", "Riverview", "Beech Lodge", "Ashgrove", "St Hilda's",
                                                                  "Fairhaven", "The Poplars", "Meadowcroft", "Oakwood", "Holmfield", "Park View"});
inline constexpr auto shop_names = std::to_array<std::string_view>({"Corner Stores", "Weirside Chippy", "Bright's Bakery", "Ferry Cafe", "Kutz Hair",
                                                             "Nine Till Nine", "The Wool Shop", "Star Takeaway", "City Cycles", "Lowfleet Pharmacy"});

}  // namespace hearth::synth
