"""Any sentence-transformers model by setting: prompts, length, refusals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from matcher import knowledge, ranker
from matcher.embedder import BundledEmbedder, SentenceTransformerEmbedder, load_embedder
from matcher.engine import Matcher
from matcher.errors import ModelNotFound, ModelUnusable
from tests.matcher.writing import scenario, vendor

CHARACTERS = "布面疵点检测断经油污管网漏损监请找出：水务纺织自动验机盯漏掉为这个句子"
PROMPT = "请找出："
LONGEST = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny BERT with a query prompt that reads twelve tokens, two of them special."""
    place = tmp_path_factory.mktemp("models")
    vocabulary = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3}
    for character in dict.fromkeys(CHARACTERS):
        vocabulary[character] = len(vocabulary)
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(handle_chinese_chars=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(place / "bert")
    fast.save_pretrained(place / "bert")
    body = Transformer(str(place / "bert"))
    body.max_seq_length = LONGEST
    model = SentenceTransformer(
        modules=[body, Pooling(body.get_embedding_dimension()), Normalize()],
        prompts={"query": PROMPT, "document": ""},
        device="cpu",
    )
    model.save(str(place / "tiny"), create_model_card=False)
    return place / "tiny"


def test_the_setting_chooses_the_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCENEBRIDGE_MODEL", str(folder))
    assert load_embedder().dimension == 32
    assert load_embedder().fingerprint != BundledEmbedder().fingerprint
    monkeypatch.delenv("SCENEBRIDGE_MODEL")
    assert isinstance(load_embedder(), BundledEmbedder)


def test_queries_carry_the_models_own_prompt_and_documents_do_not(folder: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(folder))
    plain = SentenceTransformer(str(folder), device="cpu")
    text = "布面疵点"
    asked = embedder.encode_query([text]).vectors[0]
    offered = embedder.encode_document([text]).vectors[0]
    assert np.allclose(asked, plain.encode([PROMPT + text])[0], atol=1e-6)
    assert np.allclose(offered, plain.encode([text])[0], atol=1e-6)
    assert not np.allclose(asked, offered, atol=1e-3)


def test_a_bge_model_without_prompts_gets_its_authors_query_instruction(
    folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "bge-small-zh-v1.5"
    model = SentenceTransformer(str(folder), device="cpu")
    model.prompts = {"query": "", "document": ""}
    model.max_seq_length = 64
    model.save(str(place), create_model_card=False)
    plain = SentenceTransformer(str(place), device="cpu")
    asked = SentenceTransformerEmbedder(str(place)).encode_query(["布面疵点"]).vectors[0]
    expected = plain.encode(["为这个句子生成表示以用于检索相关文章：布面疵点"])[0]
    assert np.allclose(asked, expected, atol=1e-6)


def test_text_longer_than_the_model_reads_is_read_in_pieces(folder: Path) -> None:
    embedder = SentenceTransformerEmbedder(str(folder))
    encoded = embedder.encode_document(["布面疵点检测断经油污管网漏损监测水务", "布面"])
    assert encoded.omitted == (0, 0)
    plain = SentenceTransformer(str(folder), device="cpu")
    halves = plain.encode(["布面疵点检测断经油", "污管网漏损监测水务"]).sum(axis=0)
    assert np.allclose(encoded.vectors[0], halves / np.linalg.norm(halves), atol=1e-6)


def test_what_no_piece_can_hold_is_counted(folder: Path, tmp_path: Path) -> None:
    model = SentenceTransformer(str(folder), device="cpu")
    model.prompts = {"query": PROMPT * 3, "document": ""}
    model.save(str(tmp_path / "narrow"), create_model_card=False)
    encoded = SentenceTransformerEmbedder(str(tmp_path / "narrow")).encode_query(["布面疵点"])
    assert encoded.omitted == (4,)
    assert not encoded.vectors.any()


def test_the_fingerprint_tells_models_and_prompts_apart(folder: Path, tmp_path: Path) -> None:
    model = SentenceTransformer(str(folder), device="cpu")
    first = SentenceTransformerEmbedder(str(folder)).fingerprint
    assert SentenceTransformerEmbedder(str(folder)).fingerprint == first
    model.prompts = {"query": "为这个句子：", "document": ""}
    model.save(str(tmp_path / "other"), create_model_card=False)
    assert SentenceTransformerEmbedder(str(tmp_path / "other")).fingerprint != first


def test_the_whole_matcher_runs_on_another_model(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    few = knowledge.Knowledge(knowledge.load().capabilities[:4], "few")
    embedder = SentenceTransformerEmbedder(str(folder))
    matcher = Matcher(embedder, few, ranker.load())
    matcher.sync_documents([vendor("V", "布面疵点检测", ["断经油污"], ["纺织"])])
    answer = matcher.suggest(scenario("S", "验布机自动找出断经油污"))
    assert answer.ranking[0].vendor == "V"
    assert matcher.version != Matcher.load().version
    assert list((tmp_path / "scenebridge").glob("prototypes-*.safetensors"))
    assert Matcher(embedder, few, ranker.load()).version == matcher.version


@pytest.mark.parametrize("name", ["/no/such/folder", "./nothing-here"])
def test_a_folder_that_is_not_there_is_refused_by_name(name: str) -> None:
    with pytest.raises(ModelNotFound, match="SCENEBRIDGE_MODEL"):
        load_embedder(name)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelUnusable, match="SCENEBRIDGE_MODEL"):
        load_embedder(str(tmp_path))


def test_a_hub_name_that_cannot_be_fetched_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelNotFound, match="HF_HUB_OFFLINE"):
        load_embedder("nobody/no-such-model")


def test_damaged_bundled_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.txt").write_text("\n布", encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelUnusable, match="damaged"):
        BundledEmbedder(tmp_path)
