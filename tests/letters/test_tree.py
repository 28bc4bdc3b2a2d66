"""Trees of boxes: nothing is lost when a large one is cut, and every piece fits on a page."""

from collections.abc import Iterator
from random import Random
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.letters.charts.tree import MOST_DEPTH, MOST_LEAVES, TreeNode, pieces, tree_chart


def random_tree(seed: int) -> TreeNode:
    random = Random(seed)
    count = [0]

    def grow(depth: int) -> TreeNode:
        count[0] += 1
        own = count[0]
        children = tuple(grow(depth + 1) for _ in range(random.randint(0, 6 - depth)))
        return TreeNode(f"目标 {own}", "5200 万元", "", False, children)

    return grow(0)


def titles(node: TreeNode) -> Iterator[str]:
    yield node.title
    for child in node.children:
        yield from titles(child)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_a_large_tree_is_cut_into_pieces_that_fit_and_nothing_is_lost(seed: int) -> None:
    tree = random_tree(seed)

    cut = pieces(tree)

    assert {title for piece in cut for title in titles(piece)} == set(titles(tree))
    assert all(piece.leaves() <= MOST_LEAVES and piece.depth() <= MOST_DEPTH for piece in cut)


def test_a_picture_says_every_box_and_stays_inside_its_frame() -> None:
    tree = TreeNode("G1 收入 & 利润 <5%", "100%", "adds up", False, (TreeNode("D1 " + "很长的目标" * 9, "", "部门另提", True),) * 3)

    svg = ElementTree.fromstring(str(tree_chart(tree, family="serif", summary="目标", width=503.0)))

    width, height = (float(svg.attrib[key].removesuffix("pt")) for key in ("width", "height"))
    boxes = [element for element in svg if element.tag.endswith("rect")]
    texts = [element.text or "" for element in svg if element.tag.endswith("text")]
    assert len(boxes) == 4
    assert [text.startswith("G1 收入 & 利润") for text in texts].count(True) == 1
    for one in boxes:
        x, y, w, h = (float(one.attrib[key]) for key in ("x", "y", "width", "height"))
        assert x > 0
        assert x + w < width
        assert y > 0
        assert y + h < height
