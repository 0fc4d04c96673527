// What `inkling train` learns from: every kind of source, mixed, divided, kept and refused.
#include "trainer/cli/data/training_data.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <numeric>

#include "engine/ink/ndjson.h"
#include "engine/reading/see.h"
#include "tests/trainer/cli/sources.h"
#include "trainer/cli/data/data_report.h"

using namespace inkling;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

// Reads what lies in a folder of its own, `validation` samples held out.
class Place : public Workplace {
 public:
  Result<trainer::TrainingData> read(std::vector<std::string> data, size_t validation = 50) {
    options.data.clear();
    for (const std::string& source : data) options.data.push_back(*this / source);
    options.validation = validation;
    options.cache = *this / "cache";
    return read_training_data(options);
  }
  std::string refusal(std::vector<std::string> data, size_t validation = 50) {
    const auto read_data = read(std::move(data), validation);
    return read_data ? "" : read_data.error().message;
  }

  DataOptions options;
};

size_t sum(const std::vector<size_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), size_t{0});
}

void pack(const files::path& file) {
  REQUIRE(std::system(("gzip -9 '" + file.string() + "'").c_str()) == 0);
}

}  // namespace

TEST_CASE("MNIST alone is divided as it always was") {
  Place place;
  const auto data = place.read({"data/mnist"}, 100);
  REQUIRE(data);
  const auto expected = trainer::split_off_validation(squares(700, 1), 100, 1);
  CHECK(data->training.glyphs == expected->first.glyphs);
  CHECK(data->training.labels == expected->first.labels);
  CHECK(data->validation.glyphs == expected->second.glyphs);
  CHECK(data->validation.classes == expected->second.classes);
  CHECK(data->training.inks.empty());
  place.options.limit = 70;
  const auto few = place.read({"data/mnist"}, 100);
  REQUIRE(few);
  CHECK(std::ranges::equal(few->training.glyphs, std::span(expected->first.glyphs).first(70)));
  CHECK(few->sources[0].over_limit == 530);
  CHECK(data_name(*data, place.options) == "MNIST training set");
}

TEST_CASE("Gzipped IDX files are read instead of plain ones, and plain ones first") {
  Place place;
  const auto plain = place.read({"data/mnist"});
  const files::path images = place / "data/mnist/train-images-idx3-ubyte",
                    labels = place / "data/mnist/train-labels-idx1-ubyte";
  pack(images);
  const auto mixed = place.read({"data/mnist"});
  pack(labels);
  const auto packed = place.read({"data/mnist"});
  REQUIRE(plain);
  REQUIRE(mixed);
  REQUIRE(packed);
  CHECK(mixed->training.glyphs == plain->training.glyphs);
  CHECK(packed->training.glyphs == plain->training.glyphs);
  CHECK(packed->training.labels == plain->training.labels);
  // Gzip under the plain name is unpacked as well.
  files::rename(images.string() + ".gz", images);
  CHECK(place.read({"data/mnist"})->training.glyphs == plain->training.glyphs);
  const std::string whole = read_text(labels.string() + ".gz");
  write_text(labels.string() + ".gz", whole.substr(0, whole.size() / 2));
  CHECK_THAT(place.refusal({"data/mnist"}),
             ContainsSubstring("train-labels-idx1-ubyte.gz: cannot be unpacked"));
  write_text(labels, "not IDX");
  CHECK_THAT(place.refusal({"data/mnist"}), ContainsSubstring("labels: ") && ContainsSubstring("7 bytes"));
}

TEST_CASE("A label in IDX that is none of MNIST's is refused with its place") {
  Place place;
  const files::path labels = place / "data/mnist/train-labels-idx1-ubyte";
  std::string bytes = read_text(labels);
  bytes[8 + 5] = 10;
  write_text(labels, bytes);
  CHECK_THAT(place.refusal({"data/mnist"}), ContainsSubstring("offset 13: label 10, expected 0 to 9"));
}

TEST_CASE("Pictures in folders, in a ZIP and listed in labels.csv are the same samples") {
  Place place;
  const auto all = squares(200, 3);
  const auto pictures = pictures_of(all);
  write_folder(place / "pictures", pictures);
  write_text(place / "pictures.zip", zip_of(pictures));
  std::string list = "file,label\n";
  for (const auto& [name, bytes] : pictures) {
    write_folder(place / "listed", {{"all/" + name.substr(2), bytes}});
    list += "all/" + name.substr(2) + "," + name.substr(0, 1) + "\n";
  }
  write_text(place / "listed/labels.csv", list);
  const auto folder = place.read({"pictures"}), zip = place.read({"pictures.zip"}),
             listed = place.read({"listed"});
  REQUIRE(folder);
  REQUIRE(zip);
  REQUIRE(listed);
  CHECK(folder->training.size() == 150);
  CHECK(folder->validation.size() == 50);
  CHECK(zip->training.glyphs == folder->training.glyphs);
  CHECK(zip->training.labels == folder->training.labels);
  // Every glyph is one that was drawn, with its label.
  for (const auto& part : {folder->training, folder->validation, listed->training, listed->validation}) {
    for (size_t at = 0; at < part.size(); ++at) {
      const auto found = std::ranges::find(all.glyphs, part.glyphs[at]);
      REQUIRE(found != all.glyphs.end());
      CHECK(all.labels[static_cast<size_t>(found - all.glyphs.begin())] == part.labels[at]);
    }
  }
}

TEST_CASE("Ink is divided by its writers, and keeps its strokes beside the glyphs of the page") {
  Place place;
  write_text(place / "digits.ndjson", digits_of_folds({0, 1, 2, 3, 4}, 3));
  const auto data = place.read({"digits.ndjson"});
  REQUIRE(data);
  CHECK(data->training.size() == 180);  // two writers of each of folds 2 to 4, three of each digit
  CHECK(data->validation.size() == 60);
  CHECK(data->sources[0].other_folds == 60);
  CHECK(data->sources[0].training == std::vector<size_t>(10, 18));
  REQUIRE(data->training.inks.size() == 180);
  for (size_t at = 0; at < 180; ++at) CHECK(see(data->training.inks[at])->glyph == data->training.glyphs[at]);
  CHECK_THAT(data_name(*data, place.options), ContainsSubstring("digits (writers of folds 2, 3, 4)"));

  place.options.train_folds = {1, 4};
  place.options.validation_folds = {2};
  const auto others = place.read({"digits.ndjson"});
  REQUIRE(others);
  CHECK(others->training.size() == 120);
  CHECK(others->validation.size() == 60);
  CHECK(others->sources[0].other_folds == 120);

  place.options.validation_folds = {1, 2};
  const auto both = place.read({"digits.ndjson"});
  REQUIRE(both);
  CHECK(both->training.size() == 120);
  CHECK(both->validation.size() == 60);  // of fold 2: fold 1 trains

  place.options.train_folds = {1, 2, 3, 4};
  const auto all = place.read({"digits.ndjson"});
  REQUIRE_FALSE(all);
  CHECK_THAT(all.error().message, ContainsSubstring("leaves no sample to validate on"));
}

TEST_CASE("Fold 0 is not trained on or chosen by unless that is asked for in so many words") {
  DataOptions options;
  CHECK(check(options));
  options.train_folds = {0, 2};
  REQUIRE_FALSE(check(options));
  CHECK_THAT(check(options).error().message,
             ContainsSubstring("train-folds: fold 0 measures") && ContainsSubstring("--use-fold-0"));
  options.train_folds = {2};
  options.validation_folds = {0};
  CHECK_THAT(check(options).error().message, ContainsSubstring("validation-folds: fold 0"));
  options.use_fold_0 = true;
  CHECK(check(options));
}

TEST_CASE("Ink without writers is held out at random, as pictures are") {
  Place place;
  std::string lines;
  for (int at = 0; at < 100; ++at) lines += drawing(std::to_string(at % 10), "", at);
  write_text(place / "mine.ndjson", lines);
  const auto data = place.read({"mine.ndjson"}, 30);
  REQUIRE(data);
  CHECK(data->training.size() == 70);
  CHECK(data->validation.size() == 30);
  CHECK(data->training.inks.size() == 70);
}

TEST_CASE("Sources are mixed: each in its own part, with its weight, and held out in proportion") {
  Place place;
  write_folder(place / "pictures", pictures_of(squares(350, 3)));
  write_text(place / "digits.ndjson", digits_of_folds({1, 2}, 3));
  const auto data = place.read({"data/mnist", "pictures:0.5", "digits.ndjson:3"}, 105);
  REQUIRE(data);
  const auto& sources = data->sources;
  REQUIRE(sources.size() == 3);
  CHECK(sum(sources[0].training) == 630);  // 70 of 700 and 35 of 350 are held out
  CHECK(sum(sources[1].training) == 315);
  CHECK(sum(sources[2].training) == 60);
  CHECK(sources[0].draws == 630);
  CHECK(sources[1].draws == 158);  // half of 315, rounded
  CHECK(sources[2].draws == 180);
  CHECK(data->training.size() == 1005);
  CHECK(data->validation.size() == 165);
  CHECK(data->validation.inks.size() == 165);
  REQUIRE(data->training.mixture.size() == 3);
  CHECK(trainer::draws_per_epoch(data->training.mixture) == 968);
  for (size_t at = 0; at < data->training.size(); ++at)
    CHECK(data->training.inks[at].strokes.empty() == (at < 945));
  CHECK(data_name(*data, place.options) ==
        "MNIST training set + pictures x 0.5 + digits x 3 (writers of folds 2, 3, 4)");
  CHECK_THAT(data_to_json(*data), ContainsSubstring("\"draws\":158") && ContainsSubstring("\"weight\":0.5"));
}

TEST_CASE("Labels that are no class are counted by name and left out; all of them, refused") {
  Place place;
  auto pictures = pictures_of(squares(200, 3));
  for (const char* name : {"A/1.png", "A/2.png", "car/1.png"}) pictures[name] = pictures.begin()->second;
  write_folder(place / "pictures", pictures);
  const auto data = place.read({"pictures"});
  REQUIRE(data);
  CHECK(data->sources[0].outside == std::map<std::string, size_t>{{"A", 2}, {"car", 1}});
  CHECK(data->training.size() == 150);
  CHECK_THAT(data_to_text(*data), ContainsSubstring("none of the classes: 'A' (2), 'car' (1)"));

  place.options.classes = {"A", "car", "B"};
  CHECK_THAT(place.refusal({"pictures"}, 1), ContainsSubstring("'B' has no sample to train on"));
  place.options.classes = {"x", "y"};
  CHECK_THAT(place.refusal({"pictures"}),
             ContainsSubstring("none of its 203 samples belongs to the classes x y") &&
                 ContainsSubstring("--classes"));
  place.options.classes = {"3", "1"};
  const auto two = place.read({"data/mnist"});
  REQUIRE(two);
  const auto all = squares(700, 1);
  CHECK(two->training.size() + two->validation.size() ==
        static_cast<size_t>(std::ranges::count(all.labels, 3) + std::ranges::count(all.labels, 1)));
}

TEST_CASE("A class without a sample is refused by its name, before anything begins") {
  Place place;
  auto pictures = pictures_of(squares(200, 3));
  std::erase_if(pictures, [](const auto& picture) { return picture.first.starts_with("7/"); });
  write_folder(place / "pictures", pictures);
  CHECK_THAT(place.refusal({"pictures"}), ContainsSubstring("classes: '7' has no sample to train on in") &&
                                              ContainsSubstring("pictures: add some"));
  place.options.limit = 3;
  CHECK_THAT(place.refusal({"data/mnist"}), ContainsSubstring("raise --limit"));
  place.options.limit = 0;
  const auto together = place.read({"pictures", "data/mnist"});
  CHECK(together);
}

TEST_CASE("Corrupt pictures among many are named and left out; nothing but corrupt ones is refused") {
  Place place;
  auto pictures = pictures_of(squares(200, 3));
  const std::string good = pictures.begin()->second;
  pictures["4/broken.png"] = good.substr(0, good.size() / 2);
  pictures["5/text.jpg"] = "this is text";
  pictures["5/empty.png"] = "";
  pictures["6/blank.png"] = picture_of(Glyph{});
  pictures["6/.hidden.png"] = "passed over without a word";
  const std::vector<std::string> left_out = {"4/broken.png", "5/empty.png", "5/text.jpg", "6/blank.png"};
  write_folder(place / "pictures", pictures);
  write_text(place / "pictures.zip", zip_of(pictures));
  for (const char* source : {"pictures", "pictures.zip"}) {
    const auto data = place.read({source});
    REQUIRE(data);
    CHECK(data->training.size() + data->validation.size() == 200);
    std::vector<std::string> found;
    for (const auto& one : data->sources[0].left_out) found.push_back(one.place);
    CHECK(found == left_out);
    const std::string text = data_to_text(*data);
    CHECK_THAT(text, ContainsSubstring("4 of 204 left out") && ContainsSubstring("4/broken.png: ") &&
                         ContainsSubstring("6/blank.png: nothing is written on it"));
    CHECK_THAT(data_to_json(*data), ContainsSubstring("\"place\":\"5/text.jpg\""));
  }
  write_folder(place / "bad", {{"1/a.png", "x"}, {"2/b.png", ""}});
  CHECK_THAT(place.refusal({"bad"}), ContainsSubstring("none of its 2 pictures can be used; 1/a.png: "));

  std::string zip = zip_of(pictures);
  zip[zip.find(good) + good.size() / 2] ^= 1;  // its checksum is wrong now
  write_text(place / "damaged.zip", zip);
  const auto damaged = place.read({"damaged.zip"});
  REQUIRE(damaged);
  REQUIRE(damaged->sources[0].left_out.size() == 5);
  CHECK_THAT(damaged->sources[0].left_out[0].reason, ContainsSubstring("checksum"));
  write_text(place / "cut.zip", zip.substr(0, zip.size() / 2));
  CHECK_THAT(place.refusal({"cut.zip"}), ContainsSubstring("cut.zip"));
}

TEST_CASE("Bad lines of ink are left out with their numbers; nothing but bad ones is refused") {
  Place place;
  std::string lines = digits_of_folds({1, 2}, 2);
  lines = "{\"label\":\"1\"\n" + lines + drawing("", "w5", 1) + "{\"label\":\"1\",\"strokes\":[]}\n" +
          drawing("2", "w5", 1).substr(0, 30);
  write_text(place / "digits.ndjson", lines);
  const auto data = place.read({"digits.ndjson"});
  REQUIRE(data);
  CHECK(data->training.size() == 40);
  const auto& left_out = data->sources[0].left_out;
  std::vector<std::string> places;
  for (const auto& one : left_out) places.push_back(one.place);
  CHECK(places == std::vector<std::string>{"line 1", "line 82", "line 83", "line 84"});
  CHECK_THAT(left_out[1].reason, ContainsSubstring("no label"));
  CHECK_THAT(left_out[2].reason, ContainsSubstring("nothing is drawn"));
  CHECK_THAT(data_to_text(*data), ContainsSubstring("4 of 84 left out\n  line 1: not JSON"));

  write_text(place / "bad.ndjson", "{}\n\nnothing\n");
  CHECK_THAT(place.refusal({"bad.ndjson"}), ContainsSubstring("none of its 2 lines can be used; line 1"));
  write_text(place / "none.ndjson", "\n");
  CHECK_THAT(place.refusal({"none.ndjson"}), ContainsSubstring("holds no drawing"));
  pack(place / "digits.ndjson");
  const std::string packed = read_text(place / "digits.ndjson.gz");
  CHECK(place.read({"digits.ndjson.gz"})->training.size() == 40);
  write_text(place / "digits.ndjson.gz", packed.substr(0, packed.size() / 2));
  CHECK_THAT(place.refusal({"digits.ndjson.gz"}),
             ContainsSubstring("digits.ndjson.gz") && ContainsSubstring("is the file cut off?"));
}

TEST_CASE("Sources that cannot be, and data of which nothing is left, are refused by name") {
  Place place;
  CHECK_THAT(place.refusal({"nowhere"}), ContainsSubstring("nowhere: no such file or folder"));
  CHECK_THAT(place.refusal({"data/mnist"}, 0), ContainsSubstring("leaves no sample to validate on"));
  CHECK_THAT(place.refusal({"data/mnist"}, 700),
             ContainsSubstring("validation 700: expected fewer than the 700"));
  CHECK_THAT(place.refusal({"data/mnist:x"}), ContainsSubstring("\"x\" is no weight"));
  CHECK_THAT(place.refusal({"data/mnist:0"}), ContainsSubstring("weight 0: expected 0.001"));
  CHECK_THAT(place.refusal({"data/mnist:-2"}), ContainsSubstring("weight -2"));
  write_text(place / "notes.txt", "x");
  CHECK_THAT(place.refusal({"notes.txt"}), ContainsSubstring("notes.txt: what this file holds is not known"));
  write_text(place / "not.zip", "x");
  CHECK_THAT(place.refusal({"not.zip"}), ContainsSubstring("not.zip: is neither"));
  files::create_directories(place / "empty");
  CHECK_THAT(place.refusal({"empty"}), ContainsSubstring("holds no pictures"));
  files::remove(place / "data/mnist/train-labels-idx1-ubyte");
  CHECK_THAT(place.refusal({"data/mnist"}), ContainsSubstring("train-labels-idx1-ubyte: no such file"));

  write_text(place / "one.ndjson", digits_of_folds({1}, 1));
  CHECK_THAT(place.refusal({"one.ndjson"}), ContainsSubstring("one.ndjson: leaves nothing to train on: 20") &&
                                                ContainsSubstring("--train-folds"));
  write_text(place / "two.ndjson", digits_of_folds({2}, 1));
  CHECK_THAT(place.refusal({"two.ndjson"}), ContainsSubstring("leaves no sample to validate on"));
  write_text(place / "mine.ndjson", drawing("1", "", 1) + drawing("2", "", 1));
  CHECK_THAT(place.refusal({"mine.ndjson"}, 2), ContainsSubstring("fewer than the 2 samples"));

  DataOptions options;
  options.classes = {"1"};
  CHECK_THAT(check(options).error().message, ContainsSubstring("expected 2 to 255"));
  options.classes = {"1", "2", "1"};
  CHECK_THAT(check(options).error().message, ContainsSubstring("named twice"));
  options.classes = {"1", ""};
  CHECK_THAT(check(options).error().message, ContainsSubstring("empty"));
}

TEST_CASE("What was decoded or rasterised is kept, found by its content, and made anew when damaged") {
  Place place;
  auto pictures = pictures_of(squares(200, 3));
  pictures["5/text.jpg"] = "this is text";
  write_folder(place / "pictures", pictures);
  write_text(place / "digits.ndjson", digits_of_folds({1, 2}, 3));
  const auto kept = [&] {
    std::vector<files::path> paths;
    for (const auto& entry : files::directory_iterator(place / "cache")) paths.push_back(entry.path());
    return paths;
  };
  const auto same = [](const trainer::TrainingData& a, const trainer::TrainingData& b) {
    return a.training.glyphs == b.training.glyphs && a.training.labels == b.training.labels &&
           a.training.inks.size() == b.training.inks.size() &&
           a.sources[0].left_out == b.sources[0].left_out && data_to_json(a) == data_to_json(b);
  };
  const auto first = place.read({"pictures", "digits.ndjson", "data/mnist"});
  REQUIRE(first);
  REQUIRE(kept().size() == 2);  // MNIST's plain files are glyphs already
  const auto again = place.read({"pictures", "digits.ndjson", "data/mnist"});
  REQUIRE(again);
  CHECK(same(*first, *again));
  CHECK(kept().size() == 2);

  // Kept samples are what is used: an empty set of them, whole, is found instead of the ink.
  const auto known = kept();
  const std::vector<std::string> contents = {read_text(known[0]), read_text(known[1])};
  const auto nothing = trainer::samples_to_bytes({});
  for (const auto& path : known) write_text(path, to_text(nothing));
  CHECK_THAT(place.refusal({"digits.ndjson"}), ContainsSubstring("none of its 0 samples"));

  for (const auto& damaged : {contents[0].substr(0, 1000), std::string(), contents[0] + "x"}) {
    for (const auto& path : known) write_text(path, damaged);
    const auto anew = place.read({"pictures", "digits.ndjson", "data/mnist"});
    REQUIRE(anew);
    CHECK(same(*first, *anew));
    CHECK(read_text(known[0]) == contents[0]);
    CHECK(read_text(known[1]) == contents[1]);
  }

  write_text(place / "digits.ndjson", digits_of_folds({1, 2}, 4));
  CHECK(place.read({"digits.ndjson"})->training.size() == 80);
  CHECK(kept().size() == 3);
  files::rename(place / "pictures/5/text.jpg", place / "pictures/5/other.jpg");
  CHECK(place.read({"pictures"})->sources[0].left_out[0].place == "5/other.jpg");
  CHECK(kept().size() == 4);

  // A cache that cannot be written is done without.
  place.options.cache = place / "digits.ndjson/cache";
  CHECK(read_training_data(place.options));
}

TEST_CASE("Outsiders are a class of their own, without what is or looks like a class, and validate apart") {
  Place place;
  std::string ink;
  for (const char* label : {"A", "O", "5", "?", "x"})
    for (const int fold : {1, 2})
      for (int number = 0; number < 3; ++number) ink += drawing(label, writers_of_fold[fold][0], number);
  write_text(place / "letters.ndjson", ink);
  place.options.outsiders = {(place / "letters.ndjson").string() + ":2"};
  const auto data = place.read({"data/mnist"});
  REQUIRE(data);
  CHECK(data->training.outputs() == 11);
  CHECK(data->validation.outputs() == 11);
  CHECK(std::ranges::count(data->training.labels, 10) == 6);  // A and x in fold 2
  CHECK(std::ranges::count(data->validation.labels, 10) == 0);
  CHECK(data->outsiders.size() == 6);  // A and x in fold 1
  CHECK(std::ranges::count(data->outsiders.labels, 10) == 6);
  CHECK(data->training.mixture.back().weight == 2);
  CHECK(data->sources.back().outside == std::map<std::string, size_t>{{"O", 6}, {"5", 6}, {"?", 6}});
}

TEST_CASE("An outsider that is a single upright stroke is left out where 1 is a class, whatever its label") {
  Place place;
  std::string ink;
  for (const int fold : {1, 2})
    for (const char* strokes : {"[[[5,0],[6,40]]]", "[[[0,20],[40,20]],[[20,0],[20,40]]]"})
      ink += R"({"label":"+","writer":")" + std::string(writers_of_fold[fold][0]) + R"(","strokes":)" +
             strokes + "}\n";
  write_text(place / "signs.ndjson", ink);
  place.options.outsiders = {(place / "signs.ndjson").string()};
  const auto data = place.read({"data/mnist"});
  REQUIRE(data);
  CHECK(std::ranges::count(data->training.labels, 10) == 1);
  CHECK(data->outsiders.size() == 1);
  CHECK(data->sources.back().outside == std::map<std::string, size_t>{{"+", 2}});

  place.options.classes = {"0", "2"};
  const auto without_one = place.read({"data/mnist"});
  REQUIRE(without_one);
  CHECK(std::ranges::count(without_one->training.labels, 2) == 2);
}
